// Tells the log of failures that an operator should know of.
#ifndef OGI_SERVICES_SERVER_FAILURE_LOG_H_
#define OGI_SERVICES_SERVER_FAILURE_LOG_H_

#include "absl/status/status.h"

namespace ogi {

// Writes a line for a fault of ours or of the store; nothing for a caller's mistake. Of one reason
// at most one line a second, with the number of those left out. Threads: any.
void LogFailure(const absl::Status& status);

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_FAILURE_LOG_H_
