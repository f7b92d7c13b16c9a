/** Findings: rules turn what the engine found into words. They never change state; the engine finds, rules speak. */
export { rules } from './list';
export { find, findings, judge } from './runner';
