/**
 * The limits of a check run that a request breaks, in GitHub's words; empty when it keeps them. Takes any body: its
 * shape is the contract's business.
 */
export function brokenLimits(body: unknown): string[] {
  const request = part(body);
  const output = part(request.output);
  const broken: string[] = [];
  for (const field of ['summary', 'text']) {
    if (size(output[field]) > 65_535)
      broken.push(`Only 65535 characters are allowed; ${size(output[field])} were supplied. (output.${field})`);
  }
  const annotations = Array.isArray(output.annotations) ? output.annotations : [];
  if (annotations.length > 50) broken.push(`No more than 50 items are allowed; ${annotations.length} were supplied.`);
  for (const annotation of annotations.map(part)) {
    if (size(annotation.title) > 255) broken.push('Annotation title is too long (maximum is 255 characters)');
    for (const field of ['message', 'raw_details']) {
      const bytes = Buffer.byteLength(text(annotation[field]));
      if (bytes > 65_536) broken.push(`Annotation ${field} is too long (maximum is 64 KB)`);
    }
  }
  const actions = Array.isArray(request.actions) ? request.actions : [];
  if (actions.length > 3) broken.push(`No more than 3 items are allowed; ${actions.length} were supplied.`);
  for (const action of actions.map(part)) {
    for (const [field, limit] of Object.entries({ label: 20, identifier: 20, description: 40 })) {
      if (size(action[field]) > limit)
        broken.push(`Only ${limit} characters are allowed; ${size(action[field])} were supplied.`);
    }
  }
  return broken;
}

function part(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Characters as GitHub counts them: code points. */
function size(value: unknown): number {
  const counted = text(value);
  return counted.length > 65_535 || /[\ud800-\udbff]/.test(counted) ? [...counted].length : counted.length;
}
