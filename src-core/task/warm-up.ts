/** Windows that a carried state is warmed up over: it starts from zero, which in training only the first window does. */
export const WARM_UP_WINDOWS = 5;
