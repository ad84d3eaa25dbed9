/** QEMU's two ways to write an option: `key=value,…` with doubled commas, and JSON. */

export type OptionValue = string | number | boolean;
export type JsonValue = OptionValue | null | { readonly [key: string]: JsonValue };

/** `head,key=value,…`. A comma inside a value is doubled, QEMU's only escape; booleans become on and off. */
export function optionText(head: string | null, options: Readonly<Record<string, OptionValue>>): string {
  const pairs = Object.entries(options).map(([key, value]) => `${key}=${escapeCommas(valueText(value))}`);
  return (head === null ? pairs : [head, ...pairs]).join(',');
}

/** For options that take JSON (`-blockdev`, `-device`, `-object`): no escaping to get wrong. */
export function jsonOption(value: { readonly [key: string]: JsonValue }): string {
  return JSON.stringify(value);
}

export function escapeCommas(text: string): string {
  return text.replaceAll(',', ',,');
}

function valueText(value: OptionValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value);
}
