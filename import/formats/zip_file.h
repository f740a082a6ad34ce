// Reads files out of a zip archive, never more than the limits.
#ifndef OGI_IMPORT_FORMATS_ZIP_FILE_H_
#define OGI_IMPORT_FORMATS_ZIP_FILE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

struct zip;

namespace ogi {

class ZipFile {
 public:
  // `bytes` must outlive the result. Errors: INVALID_ARGUMENT for a damaged archive,
  // RESOURCE_EXHAUSTED for one of too many files.
  static absl::StatusOr<ZipFile> Open(absl::string_view bytes);

  bool Has(const std::string& name) const;

  // Unpacks. Errors: INVALID_ARGUMENT for a damaged or missing file, RESOURCE_EXHAUSTED for one
  // larger than limits::kMaxPackedPartBytes, whatever the archive says of its size.
  absl::StatusOr<std::string> Read(const std::string& name) const;

 private:
  struct Closer {
    void operator()(struct zip* archive) const;
  };

  explicit ZipFile(struct zip* archive) : archive_(archive) {}

  std::unique_ptr<struct zip, Closer> archive_;
};

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_ZIP_FILE_H_
