// What every change of an access record shares: made once for a request id, put into the book
// before it is answered.
#ifndef OGI_SERVICES_ACCESS_RECORD_CHANGE_H_
#define OGI_SERVICES_ACCESS_RECORD_CHANGE_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ogi/v1/access.pb.h"
#include "services/access/access_book.h"
#include "services/access/each_record.h"
#include "services/handler/environment.h"
#include "services/handler/records.h"
#include "services/handler/step.h"
#include "storage/store.h"

namespace ogi {

// One request to change one record.
struct RecordChange {
  // Where the record lies.
  Partition partition;
  Token token;
  // SHA-256 of what was asked.
  std::string digest;
  // Whether it was made before.
  bool repeated = false;
};

// Looks the request id up; `scope` is what it is unique to besides the caller, `content` all that
// was asked. Errors: INVALID_ARGUMENT (RequestIdReused).
absl::StatusOr<RecordChange> BeginChange(const Environment& environment,
                                         const RequestContext& context, absl::string_view scope,
                                         absl::string_view request_id, absl::string_view content,
                                         absl::string_view partition = kAccessPartition);

// The id of the record that a change makes: 16 hexadecimal digits.
std::string IdOf(const RecordChange& change);

void SetCreated(const RequestContext& context, v1::RecordLife& life);
void SetWithdrawn(const RequestContext& context, absl::string_view reason, v1::RecordLife& life);

// Commits `writes` and answers `resource`.
Proposal ProposalOf(const RequestContext& context, const RecordChange& change,
                    std::vector<Write> writes);

template <typename Resource>
Step<Resource> ChangeStep(const Environment& environment, const RequestContext& context,
                          const RecordChange& change, std::vector<Write> writes,
                          Resource resource) {
  Step<Resource> step;
  step.proposal = ProposalOf(context, change, std::move(writes));
  step.answer = [book = environment.access, resource = std::move(resource)](const Stamp&) {
    if (book != nullptr) book->Put(resource);
    return resource;
  };
  return step;
}

// What is there already. It is put into the book as well: it may have been committed by a change
// whose outcome nobody heard of.
template <typename Resource>
Step<Resource> AnswerPresent(const Environment& environment, Resource resource) {
  if (environment.access != nullptr) environment.access->Put(resource);
  return Step<Resource>::Answer(std::move(resource));
}

template <typename Stored>
absl::StatusOr<std::optional<Record<Stored>>> ReadAccessRecord(const Environment& environment,
                                                               const std::string& key) {
  OGI_ASSIGN_OR_RETURN(std::optional<Item> item, environment.store->Get(kAccessPartition, key));
  return ParseRecord<Stored>(item);
}

}  // namespace ogi

#endif  // OGI_SERVICES_ACCESS_RECORD_CHANGE_H_
