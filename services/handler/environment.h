// What handlers stand on, and what they know of a call. They never see the transport.
#ifndef OGI_SERVICES_HANDLER_ENVIRONMENT_H_
#define OGI_SERVICES_HANDLER_ENVIRONMENT_H_

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/clock.h"
#include "common/random.h"
#include "ogi/v1/revision.pb.h"
#include "storage/store.h"

namespace ogi {

class AccessBook;
class RuleLibrary;
class SeasonBook;

// Built once, at start; everything in it outlives the calls.
struct Environment {
  const Store* store = nullptr;
  // Monotone: legal times come from it.
  const Clock* clock = nullptr;
  Random* random = nullptr;
  // 32 bytes that only this installation knows; made by init and never changed. Signs page tokens,
  // and makes request ids into tokens that nobody else can choose.
  std::string secret;
  // What receipts say of it: `TEST`, or empty.
  std::string realm;
  // Who may act for whom; null where nobody asks.
  AccessBook* access = nullptr;
  // When to file; null where nobody asks: then every year is open.
  SeasonBook* seasons = nullptr;
  // Which rules judge; null: those of the program.
  RuleLibrary* rules = nullptr;
};

struct RequestContext {
  // Who acts, as the transport says.
  v1::Actor actor;
  // Whether the caller may see more of an organ's reports than what is published; of "", of every
  // organ's. Without it, nobody does.
  std::function<absl::StatusOr<bool>(absl::string_view agency_id)> sees_all;
  // When the whole request had been read.
  absl::Time receive_time;
  // Never infinite.
  absl::Time deadline;
  // The request as it came, while its handler runs. Empty for an item of a stream.
  absl::string_view message;
};

}  // namespace ogi

#endif  // OGI_SERVICES_HANDLER_ENVIRONMENT_H_
