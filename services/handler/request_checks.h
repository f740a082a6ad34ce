// Checks that many requests share. Each adds to `violations` what is wrong, with the field's path.
#ifndef OGI_SERVICES_HANDLER_REQUEST_CHECKS_H_
#define OGI_SERVICES_HANDLER_REQUEST_CHECKS_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/field_violations.h"
#include "domain/codes/resource_name.h"
#include "ogi/v1/receipt.pb.h"
#include "ogi/v1/rule.pb.h"
#include "services/handler/environment.h"
#include "storage/store.h"

namespace ogi {

class RuleBook;

void CheckRequestId(absl::string_view request_id, FieldViolations* violations);
void CheckReason(absl::string_view reason, bool required, FieldViolations* violations);
// The same of another field with a reason in it.
void CheckReasonIn(absl::string_view field, absl::string_view reason, bool required,
                   FieldViolations* violations);

// The book's rule of the finding that a request is about, which it names as the verdict does; null
// where there is none.
const v1::Rule* CheckFinding(const RuleBook& book, absl::string_view rule, absl::string_view key,
                             FieldViolations* violations);

// The page size to use: limits::kDefaultPageSize for 0, at most limits::kMaxPageSize.
int CheckPageSize(int page_size, FieldViolations* violations);

// What a name says; what is none is added to `violations` with the shape it should have.
std::optional<std::string> CheckAgencyName(absl::string_view field, absl::string_view name,
                                           FieldViolations* violations);
std::optional<ReportId> CheckReportName(absl::string_view field, absl::string_view name,
                                        FieldViolations* violations);
std::optional<RevisionId> CheckRevisionName(absl::string_view field, absl::string_view name,
                                            FieldViolations* violations);
std::optional<WaiverId> CheckWaiverName(absl::string_view field, absl::string_view name,
                                        FieldViolations* violations);
bool CheckPartition(absl::string_view field, absl::string_view partition,
                    FieldViolations* violations);

// OK once `reader` has seen `position` or where none is asked for.
// Errors: UNAVAILABLE (NotCaughtUp), INVALID_ARGUMENT.
absl::Status CheckCaughtUp(const Reader& reader, const v1::Position& position);

// As RequestContext::sees_all, where it is set; else no.
absl::StatusOr<bool> SeesAll(const RequestContext& context, absl::string_view agency_id);

// The token of the commit that a request id makes: the same caller, agency and id give the same. It
// is keyed with the installation's secret: versions are made of tokens, and nobody must be able to
// choose two requests whose versions are alike.
Token TokenOf(const Environment& environment, const v1::Actor& actor, absl::string_view agency_id,
              absl::string_view request_id);

}  // namespace ogi

#endif  // OGI_SERVICES_HANDLER_REQUEST_CHECKS_H_
