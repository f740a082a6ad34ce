// Collects what is wrong with a request, so that its sender hears it at once: the first
// limits::kMaxFieldViolations of it, and how many more there are.
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
  // Those that are kept.
  const std::vector<FieldViolation>& all() const { return violations_; }
  size_t count() const { return count_; }

  // OK when empty, else errors::InvalidFields.
  absl::Status ToStatus() const;

 private:
  std::vector<FieldViolation> violations_;
  size_t count_ = 0;
};

}  // namespace ogi

#endif  // OGI_COMMON_FIELD_VIOLATIONS_H_
