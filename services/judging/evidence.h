// What a verdict rests on, as it is read: each record of the report's own partition is guarded.
#ifndef OGI_SERVICES_JUDGING_EVIDENCE_H_
#define OGI_SERVICES_JUDGING_EVIDENCE_H_

#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "domain/codes/resource_name.h"
#include "domain/rules/subject.h"
#include "ogi/storage/v1/records.pb.h"
#include "ogi/v1/annual_report.pb.h"
#include "storage/store.h"

namespace ogi {

// Never moved: what it read is pointed to. Threads: one.
class EvidenceReader {
 public:
  // `partition`: of the report that is judged.
  EvidenceReader(const Reader& store, absl::string_view partition)
      : store_(store), partition_(partition) {}
  EvidenceReader(const EvidenceReader&) = delete;
  EvidenceReader& operator=(const EvidenceReader&) = delete;

  // In the order of `keys`. Errors: UNAVAILABLE, DATA_LOSS.
  absl::StatusOr<std::vector<std::optional<Item>>> Read(absl::string_view partition,
                                                        const std::vector<std::string>& keys);

  // The head of a report; of one that is not on file, an empty one.
  absl::StatusOr<storage::v1::ReportRecord> ReadHead(const ReportId& id);

  // Adds what a revision says, and names it as an input. A payload never changes, so the head that
  // led to it is guard enough.
  absl::Status AddRevision(const RevisionId& id, const storage::v1::ReportRecord& head,
                           OtherReports& others);

  std::vector<Guard> TakeGuards() { return std::move(guards_); }

 private:
  const Reader& store_;
  const absl::string_view partition_;
  std::vector<Guard> guards_;
  // Never moved, once they are pointed to.
  std::deque<v1::AnnualReport> reports_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_JUDGING_EVIDENCE_H_
