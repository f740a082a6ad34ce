// Collects everything that is wrong with a request, so that its sender hears it at once.
#ifndef OGI_COMMON_FIELD_VIOLATIONS_H_
#define OGI_COMMON_FIELD_VIOLATIONS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace ogi {

struct FieldViolation {
  // Path from the request, e.g. `report.table_three.received.total`.
  std::string field;
  // What the rule is, what came, what to do: for a clerk.
  std::string chinese;
  std::string english;
};

class FieldViolations {
 public:
  void Add(absl::string_view field, absl::string_view chinese, absl::string_view english);

  bool empty() const { return violations_.empty(); }
  const std::vector<FieldViolation>& all() const { return violations_; }

  // OK when empty, else errors::InvalidFields of all of them.
  absl::Status ToStatus() const;

 private:
  std::vector<FieldViolation> violations_;
};

}  // namespace ogi

#endif  // OGI_COMMON_FIELD_VIOLATIONS_H_
