// Waivers of errors: which hold, who may approve one, and which errors still stand.
#ifndef OGI_DOMAIN_RULES_WAIVER_H_
#define OGI_DOMAIN_RULES_WAIVER_H_

#include <string>
#include <vector>

#include "domain/calendar/china_time.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "ogi/v1/revision.pb.h"
#include "ogi/v1/verdict.pb.h"

namespace ogi {

using Waivers = google::protobuf::RepeatedPtrField<v1::Waiver>;

// Whether the waiver is of this finding: of its rule and key, and the finding is an error.
bool IsOf(const v1::Waiver& waiver, const v1::Finding& finding);

// Whether it counts on `today`, a day in China: approved, and not past its last day.
bool InForce(const v1::Waiver& waiver, CivilDay today);

// Those that are of an error of the verdict, in whatever state.
Waivers WaiversOf(const v1::Verdict& verdict, const Waivers& all);

// Ids of the ERROR rules with this result that have no waiver in force, each once; a last `…`
// stands for errors that the verdict has no room for. Empty where nothing stands in the way.
std::vector<std::string> ErrorsNotWaived(const v1::Verdict& verdict, v1::Finding::Result result,
                                         const Waivers& all, CivilDay today);

// 申请与批准须为两人: whether the approver is another than the requester. Who stands in for
// somebody counts as both. Where one of the two names no person, their organs must differ. In a
// trial without certificates nobody can be told from anybody, and all is allowed.
bool MayApprove(const v1::Actor& requester, const v1::Actor& approver);

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_WAIVER_H_
