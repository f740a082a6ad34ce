// The problems that a report names in part five, and whether the next one speaks of them.
//
//   存在的问题：一是公开不够及时；二是渠道单一。改进措施：…   →  公开不够及时 | 渠道单一
#ifndef OGI_DOMAIN_SUPERVISION_PROBLEMS_H_
#define OGI_DOMAIN_SUPERVISION_PROBLEMS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "ogi/v1/annual_report.pb.h"
#include "ogi/v1/supervision_sheet.pb.h"

namespace ogi {

// Up to where the part begins to speak of what is done about them; at most 10, of at most 200
// characters each.
std::vector<std::string> ProblemsIn(absl::string_view part_five);

// `next`: the report of the year after; null for none.
v1::NamedProblem::FollowUp FollowUpOf(absl::string_view problem, const v1::AnnualReport* next);

}  // namespace ogi

#endif  // OGI_DOMAIN_SUPERVISION_PROBLEMS_H_
