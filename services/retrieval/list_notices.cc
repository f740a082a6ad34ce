#include "services/retrieval/list_notices.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/page_token.h"
#include "services/handler/records.h"
#include "services/handler/request_checks.h"
#include "storage/keys/keys.h"

namespace ogi {

absl::StatusOr<v1::ListNoticesResponse> ListNotices(const Environment& environment,
                                                    const RequestContext& /*context*/,
                                                    const v1::ListNoticesRequest& request) {
  FieldViolations violations;
  const std::optional<std::string> id = CheckAgencyName("parent", request.parent(), &violations);
  const int page_size = CheckPageSize(request.page_size(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  const std::string bound = absl::StrCat("notices\n", request.parent());
  OGI_ASSIGN_OR_RETURN(const std::string begin,
                       ReadPageToken(environment.secret, bound, request.page_token()));
  Range range = keys::NoticesOf(*id);
  range.begin = std::max(range.begin, begin);
  OGI_ASSIGN_OR_RETURN(const Page page,
                       environment.store->Scan(PartitionOf(*id), range,
                                               {.items = static_cast<size_t>(page_size),
                                                .bytes = limits::kMaxPageBytes}));
  v1::ListNoticesResponse response;
  for (const Item& item : page.items) {
    OGI_ASSIGN_OR_RETURN(auto record, ParseRecord<storage::v1::NoticeRecord>(item));
    v1::Notice& notice = *response.add_notices();
    notice = std::move(*record->message.mutable_notice());
    *notice.mutable_position() = PositionOf(PartitionOf(*id), record->stamp);
  }
  if (!page.next.empty()) {
    response.set_next_page_token(MakePageToken(environment.secret, bound, page.next));
  }
  return response;
}

}  // namespace ogi
