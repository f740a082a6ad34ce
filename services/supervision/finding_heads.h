// What a sweep needs of a stored verdict, read without the words, cells and spans around it, which
// are nine tenths of it.
#ifndef OGI_SERVICES_SUPERVISION_FINDING_HEADS_H_
#define OGI_SERVICES_SUPERVISION_FINDING_HEADS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ogi/v1/verdict.pb.h"

namespace ogi {

struct FindingHead {
  std::string rule;
  v1::Severity severity = v1::SEVERITY_UNSPECIFIED;
  v1::Finding::Result result = v1::Finding::RESULT_UNSPECIFIED;
};

// The findings of a serialized VerdictRecord, in its order. Errors: DATA_LOSS (RecordDamaged).
absl::StatusOr<std::vector<FindingHead>> FindingHeadsOf(absl::string_view verdict_record);

}  // namespace ogi

#endif  // OGI_SERVICES_SUPERVISION_FINDING_HEADS_H_
