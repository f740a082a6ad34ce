// What a commit leaves in the log of its partition.
#ifndef OGI_SERVICES_HANDLER_LOG_ENTRY_H_
#define OGI_SERVICES_HANDLER_LOG_ENTRY_H_

#include "absl/strings/string_view.h"
#include "common/random.h"
#include "ogi/storage/v1/records.pb.h"
#include "ogi/v1/receipt.pb.h"
#include "storage/commit/leaf.h"

namespace ogi {

// An act with who did it and why, which are put into it as a salted digest (docs/log.md).
LogEntry LogEntryOf(storage::v1::LoggedAct act, const v1::Actor& actor, absl::string_view reason,
                    Random& random);

}  // namespace ogi

#endif  // OGI_SERVICES_HANDLER_LOG_ENTRY_H_
