/** The queue of questions to registries: its own, so that a slow registry holds up nothing else. */
export const registryTaskQueue = 'registries';
