// Whether an address is of this machine: the one rule by which plaintext is allowed.
#ifndef OGI_COMMON_LOOPBACK_H_
#define OGI_COMMON_LOOPBACK_H_

#include "absl/strings/string_view.h"

namespace ogi {

// `address`: host and port, as in 127.0.0.1:8443, localhost:8443 or [::1]:8443; or a Unix socket,
// unix:…. A name that only begins like a loopback address may lead anywhere, and is none.
bool IsLoopback(absl::string_view address);

}  // namespace ogi

#endif  // OGI_COMMON_LOOPBACK_H_
