// What names a finding wherever it appears, so that what an organ says of it holds in the next
// revision, unless the finding is another one then.
#ifndef OGI_DOMAIN_RULES_FINDING_KEY_H_
#define OGI_DOMAIN_RULES_FINDING_KEY_H_

#include <string>

#include "absl/strings/string_view.h"
#include "ogi/v1/verdict.pb.h"

namespace ogi {

// The first limits::kFindingKeyBytes of SHA-256 over these, each as its length, a colon, itself and
// a line feed:
// - the rule's digest, so that a key lapses when the rule changes;
// - the part;
// - per cell: source, table, row, column, value;
// - per span: part, quote. Not where it stands: words may move.
// - the message, only if there is neither cell nor span: it has the dates and names then.
// `rule_digest`: SHA-256 of the rule as the catalogue has it, its id among it.
std::string FindingKey(absl::string_view rule_digest, const v1::Finding& finding);

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_FINDING_KEY_H_
