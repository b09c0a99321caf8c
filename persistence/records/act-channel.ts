import { channel } from 'node:diagnostics_channel';

/** One act that was committed or refused; `code` of the refusal, `done` else. Never personal data. */
export type ActMessage = { act: string; code: string };

const acts = channel('shailoo.acts');

/** Tells whoever measures that an act was decided. Costs nothing when nobody listens. */
export function announceAct(message: ActMessage): void {
  if (acts.hasSubscribers) acts.publish(message);
}

/** Calls the listener for every act of this process from now on. */
export function onActs(listener: (message: ActMessage) => void): void {
  acts.subscribe((message) => listener(message as ActMessage));
}
