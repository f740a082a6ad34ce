// The certificate, the key and the client CA of a listening port, as files that may be replaced
// while it serves.
#ifndef OGI_SERVICES_SERVER_TLS_FILES_H_
#define OGI_SERVICES_SERVER_TLS_FILES_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"

namespace ogi {

struct TlsPaths {
  std::string certificate;
  std::string key;
  // Empty for none: clients are not asked for a certificate.
  std::string client_ca;
};

// PEM.
struct TlsTexts {
  std::string certificate;
  std::string key;
  std::string client_ca;

  friend bool operator==(const TlsTexts&, const TlsTexts&) = default;
};

// Errors: INVALID_ARGUMENT with words for the operator where a file cannot be read, is not what it
// should be, or the key is not the certificate's.
absl::StatusOr<TlsTexts> ReadTlsFiles(const TlsPaths& paths);

// Threads: one at a time.
class TlsFiles {
 public:
  explicit TlsFiles(TlsPaths paths) : paths_(std::move(paths)) {}

  // What the files hold, the first time and whenever it has changed; nullopt otherwise. Files that
  // do not go together (a key replaced before its certificate) are logged once and passed over:
  // what they held before goes on.
  // Errors: as ReadTlsFiles, the first time alone.
  absl::StatusOr<std::optional<TlsTexts>> Changed();

 private:
  const TlsPaths paths_;
  std::optional<TlsTexts> current_;
  std::string last_failure_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_TLS_FILES_H_
