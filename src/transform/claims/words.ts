/** A text for people in Norwegian (bokmål) and English. */
export interface Words {
  readonly no: string;
  readonly en: string;
}
