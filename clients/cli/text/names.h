// Resource names as people type them.
#ifndef OGI_CLIENTS_CLI_TEXT_NAMES_H_
#define OGI_CLIENTS_CLI_TEXT_NAMES_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ogi::cli {

// `54-0424204` or `agencies/54-0424204` gives the latter.
absl::StatusOr<std::string> ExpandAgencyName(absl::string_view typed);

struct TypedName {
  // Of the report or the revision, in full.
  std::string name;
  bool is_revision = false;
};

// `54-0424204/2020`, `54-0424204/2020-aggregate`, `54-0424204/2020/2` (revision 2), or a full name.
absl::StatusOr<TypedName> ExpandReportName(absl::string_view typed);

// For lists: `54-0424204/2020` of a full name; others unchanged.
std::string ShortName(absl::string_view name);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_NAMES_H_
