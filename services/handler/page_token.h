// Page tokens: signed, and bound to the query they came from. They carry no authority.
#ifndef OGI_SERVICES_HANDLER_PAGE_TOKEN_H_
#define OGI_SERVICES_HANDLER_PAGE_TOKEN_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ogi {

// `secret`: 32 bytes. `query`: all fields that shape the listing, in any unambiguous form.
// `next_key`: where the next page begins. Answers URL-safe text.
std::string MakePageToken(absl::string_view secret, absl::string_view query,
                          absl::string_view next_key);

// The key a token carries; empty for an empty token, the first page.
// Errors: INVALID_ARGUMENT (InvalidPageToken).
absl::StatusOr<std::string> ReadPageToken(absl::string_view secret, absl::string_view query,
                                          absl::string_view token);

}  // namespace ogi

#endif  // OGI_SERVICES_HANDLER_PAGE_TOKEN_H_
