/** A text as YAML has it: bare where that is safe, else in quotes, as JSON's strings are YAML's. */
export function yamlText(text: string): string {
  return /^[A-Za-zÆØÅæøå][\wÆØÅæøå-]*$/.test(text) && !RESERVED.test(text)
    ? text
    : JSON.stringify(text);
}

/** Words that YAML readers take for something else than text, or report files for the newest period. */
const RESERVED = /^(?:true|false|yes|no|on|off|null|y|n|newest)$/i;
