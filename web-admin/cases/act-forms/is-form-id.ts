const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text has the shape of the id that a form's page draws for itself. */
export function isFormId(text: unknown): text is string {
  return typeof text === 'string' && uuid.test(text);
}
