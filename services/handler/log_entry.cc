#include "services/handler/log_entry.h"

#include "absl/strings/str_cat.h"
#include "common/digest.h"
#include "domain/log/record_text.h"

namespace ogi {
namespace {

constexpr size_t kSaltBytes = 16;

}  // namespace

LogEntry LogEntryOf(storage::v1::LoggedAct act, const v1::Actor& actor, absl::string_view reason,
                    Random& random) {
  act.set_salt(random.Bytes(kSaltBytes));
  act.set_actor_digest(Sha256(absl::StrCat(act.salt(), RecordText(actor), reason)));
  return {.body_digest = BodyDigest(act), .record = act.SerializeAsString()};
}

}  // namespace ogi
