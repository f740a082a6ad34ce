// Reads all access records of a kind.
#ifndef OGI_SERVICES_ACCESS_EACH_RECORD_H_
#define OGI_SERVICES_ACCESS_EACH_RECORD_H_

#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "common/status_macros.h"
#include "services/handler/records.h"
#include "storage/store.h"

namespace ogi {

// Calls `use` with every record of a range.
template <typename Stored, typename Use>
absl::Status ForEachAccessRecord(const Reader& store, Range range, const Use& use) {
  while (true) {
    OGI_ASSIGN_OR_RETURN(Page page, store.Scan(kAccessPartition, range, {}));
    for (const Item& item : page.items) {
      OGI_ASSIGN_OR_RETURN(std::optional<Record<Stored>> record, ParseRecord<Stored>(item));
      use(record->message);
    }
    if (page.next.empty()) return absl::OkStatus();
    range.begin = std::move(page.next);
  }
}

}  // namespace ogi

#endif  // OGI_SERVICES_ACCESS_EACH_RECORD_H_
