import type { Language } from '../../domain/language.ts';
import { refusalStatuses, refuse } from '../../domain/refusals.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { lawAsText, readLaw } from '../../operations/law/read-law.ts';
import type { PackFault } from '../../operations/law/propose-law-edition.ts';
import { registryGroundName, valueName } from '../../wording/law-values.ts';
import { say } from '../../wording/say.ts';
import { formIdOf, refusedForm } from '../form-id.ts';
import { typed } from '../read-form.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { changeFields, changeForms, groundFields } from './propose-fields.ts';
import type { ChangeForm, Field } from './propose-fields.ts';

/** What was refused, and every fault of the pack that would have come of it. */
export type Refused = { refusal: Refusal['refusal']; faults?: readonly PackFault[] };

/** The form of one kind of change, or the list of kinds. Only the staff of the CEC find it. */
export async function proposePage(visit: StaffVisit, wrong?: Refused): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const law = await readLaw(context, actor, place);
  if (!law.ok) return refused(law);
  if (!law.value.mayPropose) return refused(refuse('NOT_FOUND'));
  const { pack } = law.value;
  const asked = (name: string): string => {
    const value = visit.request.method === 'POST' ? typed(visit, name) : visit.query[name];
    return typeof value === 'string' ? value : '';
  };
  const form = changeForms.find((one) => one === asked('change'));
  const value = asked('value').slice(0, 80);
  const wrongField = wrong?.refusal.code === 'INPUT_INVALID' ? String(wrong.refusal.details['field'] ?? '') : '';
  const filling = { visit, pack, value, wrong: wrongField, packText: form === 'pack' ? lawAsText(pack) : '' };
  const fields = form === undefined ? [] : changeFields(form, filling);
  const isForm = form !== undefined && fields.length > 0;
  const isNamed = isForm && ofOneValue.has(form);
  const ground = groundFields(filling, (inLanguage) => (isNamed ? headingOf(inLanguage, form, value) : ''));
  const errors = isForm ? errorsOf([...fields, ...ground]) : [];
  return {
    kind: 'page',
    view: 'law/propose.njk',
    title: say(language, 'law-pack.propose'),
    crumbs: [{ text: say(language, 'law-pack.title'), href: `/${language}/law` }],
    model: {
      heading: isForm ? headingOf(language, form, value) : say(language, 'law-pack.propose'),
      form: isForm && {
        action: `/${language}/law/propose/propose-edition`,
        hidden: { edition: formIdOf(visit, 'edition', wrong?.refusal), change: form, value },
        fields,
        ground,
      },
      kinds: changeForms
        .filter((one) => !ofOneValue.has(one))
        .map((one) => ({
          text: say(language, `law-pack.form.${one}`),
          href: `/${language}/law/propose?change=${one}`,
          note: say(language, `law-pack.form-note.${one}`),
        })),
      errors,
      faults: (wrong?.faults ?? []).map((fault) => faultInWords(visit, fault)),
      back: `/${language}/law`,
    },
    ...(wrong === undefined
      ? {}
      : errors.length > 0
        ? { hasErrors: true, status: refusalStatuses[wrong.refusal.code] }
        : refusedForm(visit, wrong.refusal, `/${language}/law/editions/${typed(visit, 'edition')}`)),
  };
}

/** The fields with something wrong, as links to them. */
function errorsOf(fields: readonly Field[]): { href: string; text: string }[] {
  return fields.flatMap(({ macro, name, label, error }) =>
    error === undefined ? [] : [{ href: `#${name}${macro === 'dateInput' ? '-day' : ''}`, text: `${label}: ${error}` }],
  );
}

/** Changes of one value: they are reached from the value. */
const ofOneValue: ReadonlySet<ChangeForm> = new Set(['rule', 'quorum', 'majority', 'registryGround']);

function headingOf(language: Language, form: ChangeForm, value: string): string {
  if (form === 'rule') return valueName(language, `rules.${value}`);
  if (form === 'quorum' || form === 'majority') return valueName(language, `bodies.${value}.${form}`);
  if (form === 'registryGround') return registryGroundName(language, value);
  return say(language, `law-pack.form.${form}`);
}

function faultInWords({ language }: StaffVisit, { path, reason, detail }: PackFault) {
  return {
    place: path === '' ? say(language, 'law-pack.whole') : path,
    reason: say(language, `law-pack.fault.${reason}`),
    detail,
  };
}
