// SPDX-License-Identifier: Apache-2.0
export { claimsReport, type ClaimsReport, type IssuedItem, type LastSeen } from './claims-report.ts';
export { pagesOf } from './pages-of.ts';
export { parseTime } from './parse-time.ts';
export { questionOf, type Asked } from './question-of.ts';
export { ruleText } from './rule-text.ts';
export { statsReport, type StatsReport } from './stats-report.ts';
export { reportToJson } from './to-json.ts';
export { whyAccounts, type Why, type WhyFilter, type WhyItem } from './why.ts';
