// What an organ says of findings, and what a verdict still wants said before it may be published.
#ifndef OGI_DOMAIN_RULES_EXPLANATION_H_
#define OGI_DOMAIN_RULES_EXPLANATION_H_

#include <string>
#include <vector>

#include "google/protobuf/repeated_ptr_field.h"
#include "ogi/v1/revision.pb.h"
#include "ogi/v1/verdict.pb.h"

namespace ogi {

using Explanations = google::protobuf::RepeatedPtrField<v1::Explanation>;

// Whether the explanation is of this finding: of its rule and key.
bool Explains(const v1::Explanation& explanation, const v1::Finding& finding);

// Whether two are of the same finding.
bool OfOneFinding(const v1::Explanation& a, const v1::Explanation& b);

// Those that are of a finding of the verdict; the others have lapsed.
Explanations ExplanationsOf(const v1::Verdict& verdict, const Explanations& all);

// Ids of the rules whose warnings have no explanation, each once; a last `…` stands for warnings
// that the verdict has no room for. Empty where all is said.
std::vector<std::string> RulesNotExplained(const v1::Verdict& verdict, const Explanations& all);

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_EXPLANATION_H_
