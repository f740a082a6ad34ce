// The gate in front of every handler: who calls, has he quota left, may he; and what is put on
// record of it.
#ifndef OGI_SERVICES_SERVER_GATE_H_
#define OGI_SERVICES_SERVER_GATE_H_

#include <grpcpp/server_context.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "domain/permission/permission.h"
#include "services/access/authorizer.h"
#include "services/access/caller.h"
#include "services/audit/audit_log.h"
#include "services/handler/environment.h"
#include "services/server/authenticator.h"
#include "services/server/quota.h"
#include "storage/commit/committer.h"

namespace ogi {

// Into the trailers of a call: what is left of its quota. Once per call.
void TellQuota(const QuotaState& quota, grpc::CallbackServerContext* transport);

// One call, or one item of a stream, on its way through the gate.
struct Passage {
  const PermissionRow* row = nullptr;
  Caller caller;
  Acting acting;
  std::string resource;
  std::string request_id;
  QuotaState quota;
  // What the permission rests on: records of organs, by partition.
  std::vector<AuthorityGuard> guards;
  // Whether the handler was shown more than what is published.
  std::shared_ptr<bool> saw_all = std::make_shared<bool>(false);
};

// Threads: any, at once.
class Gate {
 public:
  struct Parts {
    // Null: plaintext on loopback, a trial by whoever sits at this machine. All is permitted then.
    const Authenticator* authenticator = nullptr;
    const Authorizer* authorizer = nullptr;
    AuditLog* audit_log = nullptr;
    // Null: no quotas.
    Quotas* quotas = nullptr;
    Random* random = nullptr;
  };

  // All outlive it.
  explicit Gate(const Parts& parts) : parts_(parts) {}

  // Who calls, before his message of so many bytes is read. Sets the context's actor as far as it
  // is proven, which is on record whatever comes then.
  // Errors: UNAUTHENTICATED, RESOURCE_EXHAUSTED (QuotaExceeded).
  absl::Status Identify(const grpc::ServerContextBase& transport, const PermissionRow* row,
                        size_t bytes, RequestContext* context, Passage* passage) const;

  // A stream of a caller, as long as it is open: one of his quota of streams.
  class OpenedStream {
   public:
    OpenedStream(const Gate* gate, std::string who, Tier tier)
        : gate_(gate), who_(std::move(who)), tier_(tier) {}
    OpenedStream(const OpenedStream&) = delete;
    OpenedStream& operator=(const OpenedStream&) = delete;
    ~OpenedStream();

    // What is left to him of requests now.
    QuotaState Left(absl::Time now) const;

   private:
    const Gate* const gate_;
    const std::string who_;
    const Tier tier_;
  };
  // Beside Identify, which has taken a request for it. Errors: RESOURCE_EXHAUSTED (QuotaExceeded).
  absl::StatusOr<std::unique_ptr<OpenedStream>> OpenStream(const RequestContext& context,
                                                           const Passage& passage) const;

  // In whose name he calls, and whether he may do this with that; sets what the context says of it.
  // Errors: PERMISSION_DENIED, UNAVAILABLE, DATA_LOSS.
  absl::Status Permit(std::string resource, std::string request_id, RequestContext* context,
                      Passage* passage) const;

  // Into the proposal of what the call changes: the record of it, its entry in the log, and what
  // the permission rests on, which the commit must find unchanged. Of other partitions nothing can
  // be guarded.
  void RecordIn(const Passage& passage, const RequestContext& context, storage::v1::LoggedAct act,
                absl::string_view reason, Proposal* proposal) const;

  // How a call ended that committed nothing. Where it is to be on record and cannot be, the error
  // says so, and the answer must not go out.
  absl::Status Record(const Passage& passage, const RequestContext& context,
                      const absl::Status& outcome) const;

 private:
  storage::v1::AuditEntry EntryOf(const Passage& passage, const RequestContext& context,
                                  const absl::Status& outcome) const;

  const Parts parts_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_GATE_H_
