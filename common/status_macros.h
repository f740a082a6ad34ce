// Passes errors up without a word. For functions that return absl::Status or absl::StatusOr.
#ifndef OGI_COMMON_STATUS_MACROS_H_
#define OGI_COMMON_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define OGI_RETURN_IF_ERROR(expression)                             \
  do {                                                              \
    if (absl::Status ogi_status = (expression); !ogi_status.ok()) { \
      return ogi_status;                                            \
    }                                                               \
  } while (false)

#define OGI_CONCAT_INNER(a, b) a##b
#define OGI_CONCAT(a, b) OGI_CONCAT_INNER(a, b)

// OGI_ASSIGN_OR_RETURN(int value, Parse(text));
#define OGI_ASSIGN_OR_RETURN(declaration, expression) \
  OGI_ASSIGN_OR_RETURN_INNER(OGI_CONCAT(ogi_status_or_, __LINE__), declaration, expression)
// `declaration` and the name that holds the result are declared here: parentheses would end that.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define OGI_ASSIGN_OR_RETURN_INNER(result, declaration, expression) \
  auto result = (expression);                                       \
  if (!result.ok()) return std::move(result).status();              \
  declaration = *std::move(result)
// NOLINTEND(bugprone-macro-parentheses)

#endif  // OGI_COMMON_STATUS_MACROS_H_
