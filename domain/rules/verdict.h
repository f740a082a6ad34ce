// What a verdict says as a whole, once all rules have spoken.
#ifndef OGI_DOMAIN_RULES_VERDICT_H_
#define OGI_DOMAIN_RULES_VERDICT_H_

#include "ogi/v1/verdict.pb.h"

namespace ogi {

// BLOCKED where an ERROR rule fails; WARNED where a WARNING rule fails, or an ERROR rule is
// UNCERTAIN; else CLEAN. NOT_ASSESSABLE weighs nothing: E5 says that the cell is missing.
v1::Verdict::Outcome OutcomeOf(const v1::Verdict& verdict);

// Sets outcome and counts from the findings, then leaves out what does not fit into
// limits::kMaxVerdictBytes, the last findings first: the gravest stand in front.
void Conclude(v1::Verdict& verdict);

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_VERDICT_H_
