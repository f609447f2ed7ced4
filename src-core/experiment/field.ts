// What a field of the experiment is: the types of the table in fields.ts. They are computed from the Settings type, so that a
// field missing from the table, one too many, a choice left out or a wrong default does not compile.
import type { Settings } from './experiment';

type Scalar = number | string | boolean | null;

/** Paths of all scalars in T, dots between keys; the members of a union are taken together. */
type ScalarPath<T, Prefix extends string = ''> = T extends object
  ? {
      [K in keyof T & string]: T[K] extends Scalar ? `${Prefix}${K}` : ScalarPath<T[K], `${Prefix}${K}.`>;
    }[keyof T & string]
  : never;

/** Type of the value at path P; of unions, that of the members that have it. */
type ValueAt<T, P extends string> = T extends unknown
  ? P extends `${infer Head}.${infer Rest}`
    ? Head extends keyof T
      ? ValueAt<T[Head], Rest>
      : never
    : P extends keyof T
      ? T[P]
      : never
  : never;

/** `training.clip.limit` → the type of `training.clip`. */
type ParentOf<P extends string, T = Settings> = P extends `${infer Head}.${infer Rest}`
  ? Rest extends `${string}.${string}`
    ? T extends unknown
      ? Head extends keyof T
        ? ParentOf<Rest, T[Head]>
        : never
      : never
    : Head extends keyof T
      ? T[Head]
      : never
  : never;

type LastKey<P extends string> = P extends `${string}.${infer Rest}` ? LastKey<Rest> : P;

type KindsOf<T> = T extends { readonly kind: infer K } ? K : never;

type KindsHaving<T, Key extends string> = T extends { readonly kind: infer K }
  ? Key extends keyof T
    ? K
    : never
  : never;

/** Path of a field of the settings: `model.cell`, `training.clip.limit`. */
export type FieldPath = ScalarPath<Settings>;

export interface FieldBase {
  /** Short name for the form, in sentence case. */
  readonly label: string;
  /** One sentence for the form and the documentation. */
  readonly help: string;
  /** Unit of the value, as shown after it. */
  readonly unit?: string;
  /** The kinds of its union that have this field; without it all of them do. */
  readonly kinds?: Readonly<Record<string, true>>;
}

export interface NumberField extends FieldBase {
  readonly type: 'number' | 'integer';
  readonly min: number;
  readonly max: number;
  /** The end that does not belong to the range, if one does not. */
  readonly open?: 'min' | 'max';
  readonly nullable?: never;
  readonly default: number;
  /** Key of an object that may stand in place of the number and names a lane: `{"matchParameters": "LSTM"}`. */
  readonly laneReference?: 'matchParameters';
}

/** A number that may be null: what it limits is then not limited. */
export interface OptionalNumberField extends Omit<NumberField, 'nullable' | 'default' | 'laneReference'> {
  readonly nullable: true;
  readonly laneReference?: never;
  readonly default: number | null;
}

export interface BooleanField extends FieldBase {
  readonly type: 'boolean';
  readonly default: boolean;
}

export interface ChoiceField<Value extends string = string> extends FieldBase {
  readonly type: 'choice';
  /** Every value of the type, and how the form names it. */
  readonly choices: Readonly<Record<Value, string>>;
  readonly default: Value;
  /** Kinds of its union with which the field is something else: `task.target` is cos or next, or the name of a column. */
  readonly ofKind?: Readonly<Record<string, TextField>>;
}

/** A name: of a column of a csv file, or of such a file. */
export interface TextField extends FieldBase {
  readonly type: 'text';
  readonly names: 'csv-file' | 'column';
  readonly default: string;
}

export type Field = NumberField | OptionalNumberField | BooleanField | ChoiceField | TextField;

type FieldFor<Value> = [Value] extends [boolean]
  ? BooleanField
  : [Value] extends [number]
    ? NumberField
    : [Value] extends [number | null]
      ? OptionalNumberField
      : [Value] extends [string]
        ? string extends Value
          ? TextField | ChoiceField
          : ChoiceField<Value>
        : never;

/** A field that only some kinds of its union have must name exactly those. */
type KindsFor<P extends string> = [KindsOf<ParentOf<P>>] extends [KindsHaving<ParentOf<P>, LastKey<P>>]
  ? { readonly kinds?: never }
  : { readonly kinds: Readonly<Record<KindsHaving<ParentOf<P>, LastKey<P>> & string, true>> };

/** The shape of the table: one entry for every path of the settings, neither more nor fewer. */
export type FieldTable = { readonly [P in FieldPath]: FieldFor<ValueAt<Settings, P>> & KindsFor<P> };
