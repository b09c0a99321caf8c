/** A control of a form. `isOn`: a browser sends its value when nobody touches it. */
export type Control = {
  name: string;
  kind: 'text' | 'hidden' | 'radio' | 'checkbox' | 'select' | 'file' | 'button';
  value: string;
  isOn: boolean;
};

/** A form of a page: every address that its buttons lead to, the form's own first. */
export type PageForm = {
  method: 'get' | 'post';
  actions: readonly string[];
  isMultipart: boolean;
  controls: Control[];
};

/** The forms of a page of ours, as its source has them; `here` is the path the page was opened at. A browser sends no fragment. */
export function formsOf(html: string, here: string): PageForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', body = '']) => {
    const told = attributesOf(head);
    const pathOf = (action: string): string =>
      action === '' || action.startsWith('?') ? here : action.replace(/#.*/, '');
    const buttons = [...body.matchAll(/<button\b([^>]*)>/g)].map(([, tag = '']) => attributesOf(tag));
    const others = buttons.flatMap(({ formaction }) => (formaction === undefined ? [] : [formaction]));
    return {
      method: told['method'] === 'post' ? 'post' : 'get',
      actions: [pathOf(told['action'] ?? ''), ...others],
      isMultipart: told['enctype'] === 'multipart/form-data',
      controls: controlsOf(body),
    };
  });
}

/** What a browser sends of a form that nobody has touched, without a button. */
export function asShown(form: PageForm): [string, string][] {
  return form.controls.flatMap(({ name, value, isOn }): [string, string][] => (isOn ? [[name, value]] : []));
}

function controlsOf(body: string): Control[] {
  const tags = body.matchAll(
    /<input\b([^>]*)>|<textarea\b([^>]*)>\n?([\s\S]*?)<\/textarea>|<select\b([^>]*)>([\s\S]*?)<\/select>|<button\b([^>]*)>/g,
  );
  return [...tags].flatMap(([, input, textarea, words = '', select, options = '', button]): Control[] => {
    if (input !== undefined) return inputOf(attributesOf(input));
    if (textarea !== undefined) {
      const { name = '' } = attributesOf(textarea);
      return [{ name, kind: 'text', value: decoded(words), isOn: true }];
    }
    if (select !== undefined) return [selectOf(attributesOf(select), options)];
    const { name, value = '' } = attributesOf(button ?? '');
    return name === undefined ? [] : [{ name, kind: 'button', value, isOn: false }];
  });
}

function inputOf({ name, type = 'text', value = '', checked }: Record<string, string>): Control[] {
  if (name === undefined) return [];
  if (type === 'radio' || type === 'checkbox') return [{ name, kind: type, value, isOn: checked !== undefined }];
  if (type === 'file') return [{ name, kind: 'file', value: '', isOn: false }];
  return [{ name, kind: type === 'hidden' ? 'hidden' : 'text', value, isOn: true }];
}

function selectOf({ name = '' }: Record<string, string>, body: string): Control {
  const options = [...body.matchAll(/<option\b([^>]*)>/g)].map(([, tag = '']) => attributesOf(tag));
  const chosen = options.find(({ selected }) => selected !== undefined) ?? options[0];
  return { name, kind: 'select', value: chosen?.['value'] ?? '', isOn: true };
}

function attributesOf(tag: string): Record<string, string> {
  return Object.fromEntries(
    [...tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [name, decoded(value)]),
  );
}

const signs: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  amp: '&',
  '#92': '\\',
  '#x60': '`',
};

function decoded(text: string): string {
  return text.replaceAll(/&(#?\w+);/g, (whole, name: string) => signs[name] ?? whole);
}
