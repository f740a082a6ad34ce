#include "common/field_violations.h"

#include "common/errors.h"
#include "common/limits.h"

namespace ogi {

void FieldViolations::Add(absl::string_view field, absl::string_view chinese,
                          absl::string_view english) {
  if (++count_ > limits::kMaxFieldViolations) return;
  violations_.push_back({std::string(field), std::string(chinese), std::string(english)});
}

absl::Status FieldViolations::ToStatus() const {
  return empty() ? absl::OkStatus() : errors::InvalidFields(violations_, count_);
}

}  // namespace ogi
