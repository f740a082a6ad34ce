#include "services/handler/notice.h"

#include <utility>

#include "ogi/storage/v1/records.pb.h"
#include "services/handler/records.h"
#include "storage/keys/keys.h"

namespace ogi {

Write NoticeWrite(const RevisionId& id, v1::Notice notice, absl::Time now, const Token& token) {
  notice.set_revision(RevisionName(id));
  *notice.mutable_create_time() = ToTimestamp(now);
  storage::v1::NoticeRecord record;
  *record.mutable_notice() = std::move(notice);
  return {keys::Notice(id.report.agency_id, absl::ToUnixMicros(now), VersionOf(token)),
          record.SerializeAsString(), kAbsent};
}

}  // namespace ogi
