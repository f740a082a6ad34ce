// The data files compiled into this program: rules and the calendar, as their authors wrote them.
#ifndef OGI_DOMAIN_DATA_EMBEDDED_FILES_H_
#define OGI_DOMAIN_DATA_EMBEDDED_FILES_H_

#include <vector>

#include "absl/strings/string_view.h"

namespace ogi {

struct EmbeddedFile {
  // Relative to domain/, e.g. `calendar/work_calendar.textproto`.
  absl::string_view name;
  absl::string_view text;
};

// In the order of the build.
const std::vector<EmbeddedFile>& EmbeddedFiles();

}  // namespace ogi

#endif  // OGI_DOMAIN_DATA_EMBEDDED_FILES_H_
