// The development certificates, made for one test.
#ifndef OGI_TESTS_SUPPORT_CERTIFICATES_H_
#define OGI_TESTS_SUPPORT_CERTIFICATES_H_

#include <string>

#include "absl/strings/string_view.h"
#include "tests/support/temporary_directory.h"

namespace ogi {

// What files there are: deploy/certs/README.md.
class Certificates {
 public:
  Certificates();

  // Of a file, `township.pem`.
  std::string Path(absl::string_view file) const { return directory_.Path(file); }
  std::string Text(absl::string_view file) const;

 private:
  TemporaryDirectory directory_;
};

std::string ReadFile(const std::string& path);
// Replaces it at once.
void ReplaceFile(const std::string& path, absl::string_view text);

}  // namespace ogi

#endif  // OGI_TESTS_SUPPORT_CERTIFICATES_H_
