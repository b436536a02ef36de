/** The files of `media/sample`. By name, since on the web the folders of an extension cannot be listed. */
export const SAMPLE_FILES: readonly string[] = [
  '01-nineteen-hours-at-a-closed-gate.txt',
  '01-nineteen-hours-at-a-closed-gate.txt.ln.tags.yaml',
  '01-nineteen-hours-at-a-closed-gate.txt.mk.tags.yaml',
  '01-nineteen-hours-at-a-closed-gate.txt.tags.yaml',
  '02-a-storm-is-not-a-policy.txt',
  '02-a-storm-is-not-a-policy.txt.tags.yaml',
  '03-i-rang-everyone-who-had-a-telephone.txt',
  '03-i-rang-everyone-who-had-a-telephone.txt.ln.tags.yaml',
  '03-i-rang-everyone-who-had-a-telephone.txt.mk.tags.yaml',
  '03-i-rang-everyone-who-had-a-telephone.txt.tags.yaml',
  '04-words-at-the-naming-of-a-pier.txt',
  '04-words-at-the-naming-of-a-pier.txt.tags.yaml',
  '05-everyone-has-a-use-for-the-dead-man.txt',
  '06-the-report-that-begins-with-the-weather.txt',
  'codebook.yaml',
];
