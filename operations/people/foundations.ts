/** Keys of the commissions that a new installation begins with. */
export type CommissionKey = 'cec' | 'tec-sokuluk' | 'pec-1086';

/**
 * The election and the commissions of a new installation. Presidential elections have the ladder CEC, territorial,
 * precinct. Names of bodies, not of persons.
 */
export const foundations = {
  'pres-2027': {
    election: {
      key: 'pres-2027',
      kind: 'president',
      votingDay: '2027-01-24',
      nameKy: 'Кыргыз Республикасынын Президентин шайлоо',
      nameRu: 'Выборы Президента Кыргызской Республики',
      nameEn: 'Election of the President of the Kyrgyz Republic',
    },
    commissions: [
      {
        key: 'cec',
        kind: 'cec',
        parent: null,
        nameKy: 'Борбордук шайлоо комиссиясы',
        nameRu: 'Центральная избирательная комиссия',
        nameEn: 'Central Election Commission',
        territory: null,
      },
      {
        key: 'tec-sokuluk',
        kind: 'territorial',
        parent: 'cec',
        nameKy: 'Сокулук аймактык шайлоо комиссиясы',
        nameRu: 'Сокулукская территориальная избирательная комиссия',
        nameEn: 'Sokuluk Territorial Election Commission',
        territory: 'sokuluk-rayon',
      },
      {
        key: 'pec-1086',
        kind: 'precinct',
        parent: 'tec-sokuluk',
        nameKy: '№ 1086 участкалык шайлоо комиссиясы',
        nameRu: 'Участковая избирательная комиссия № 1086',
        nameEn: 'Precinct Election Commission No. 1086',
        territory: 'sokuluk-rayon',
      },
    ],
  },
} as const;
