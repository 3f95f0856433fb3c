/** The activations that the kernels know, by the number that assembly/activations.ts gives them. */
export const activationCodes = { identity: 0, relu: 1, tanh: 2, sigmoid: 3 } as const;

/** A number of {@link activationCodes}. */
export type ActivationCode = (typeof activationCodes)[keyof typeof activationCodes];
