// Where a revision may go from where it stands, and what that does to the report's other revisions.
#ifndef OGI_DOMAIN_LIFECYCLE_LIFECYCLE_H_
#define OGI_DOMAIN_LIFECYCLE_LIFECYCLE_H_

#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "ogi/v1/revision.pb.h"
#include "ogi/v1/verdict.pb.h"

namespace ogi {

enum class Act { kSubmit, kRecordHistorical, kWithdraw, kReturn, kAccept, kPublish, kRetract };

// The state an act leads to; nullopt where it is not allowed. STATE_UNSPECIFIED means that the
// revision does not exist yet.
std::optional<v1::State> NextState(v1::State from, Act act);

// Whether an earlier revision in state `held` gives way when a later one reaches `reached`: only
// when it is the same state, so that the public is never without a report.
bool IsSuperseded(v1::State held, v1::State reached);

// Whether the newest verdict allows the act: accepting and publishing want one that is not
// BLOCKED. A missing verdict allows neither.
bool VerdictAllows(Act act, v1::Verdict::Outcome outcome);

// For clerks, in Chinese: 已报送, 已退回, 已接受, 已公布, 已被替代, 已撤回, 已撤销公布.
absl::string_view StateLabel(v1::State state);
absl::string_view ActLabel(Act act);
// For programs and English messages: file, record, withdraw, return, accept, publish, retract.
absl::string_view ActVerb(Act act);

// The states of all revisions of one report, and the two pointers.
struct ReportStates {
  // By number: the first entry is revision 1.
  std::vector<v1::State> revisions;
  // Numbers; 0 for none.
  int accepted = 0;
  int published = 0;
};

// Puts a revision into the state an act led to. `revision_number` is an existing one, or the next.
// - Earlier revisions that hold the same state become SUPERSEDED.
// - accepted: the revision that was accepted or published last; when it is returned or retracted,
//   the published one if there is one that was not retracted.
// - published: the revision that was published last, even if it was retracted. Once set it is never
//   0 again.
void Apply(ReportStates& states, int revision_number, v1::State to);

}  // namespace ogi

#endif  // OGI_DOMAIN_LIFECYCLE_LIFECYCLE_H_
