// Data files that an administrator puts into a folder: rules, the calendar.
#ifndef OGI_COMMON_DATA_FILES_H_
#define OGI_COMMON_DATA_FILES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ogi {

struct DataFile {
  // Its path, as it is told in errors.
  std::string name;
  std::string text;
};

// The regular files of a folder, not of those below it, whose names end with `suffix`, by name.
// DATA_FILE_INVALID: the folder cannot be read, has none, or has more than limits::kMaxDataBytes.
absl::StatusOr<std::vector<DataFile>> ReadDataFolder(const std::string& folder,
                                                     absl::string_view suffix);

}  // namespace ogi

#endif  // OGI_COMMON_DATA_FILES_H_
