// A real ogid on mutual TLS, a tree of organs, and whoever calls it.
#ifndef OGI_TESTS_E2E_SECURED_SERVER_H_
#define OGI_TESTS_E2E_SECURED_SERVER_H_

#include <google/protobuf/message.h>
#include <grpcpp/channel.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cpp/client.h"
#include "ogi/v1/access_service.pb.h"
#include "tests/e2e/e2e_fixture.h"
#include "tests/support/certificates.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/token.h"

namespace ogi {

// Beside the county and the township, which is below it.
// Below the township.
constexpr char kVillage[] = "agencies/54-0424204201";
// Beside the township.
constexpr char kNeighbour[] = "agencies/54-0424201";
// Above the township until the end of 2024.
constexpr char kFormerCounty[] = "agencies/54-0425000";
constexpr char kCentralOffice[] = "agencies/00-GWYBGT";

// Who calls, and what he says of himself.
struct As {
  // The stem of a certificate's file, `township`; empty for none.
  std::string certificate;
  std::string agency = {};
  std::string token = {};
  std::string represented = {};
};

struct Answer {
  absl::Status status;
  // The status as it came: the code, the message, the details.
  std::string wire;
  std::vector<std::string> messages;
  std::multimap<std::string, std::string> trailers;

  // The first message.
  template <typename Message>
  Message Get() const {
    Message message;
    EXPECT_TRUE(!messages.empty() && message.ParseFromString(messages[0])) << status;
    return message;
  }
};

// How a status goes over the wire, for comparison with Answer.wire.
std::string WireOf(const absl::Status& status);

class SecuredServer {
 public:
  // Serves, with `flags` added; staff/security has his role from the start, he gives theirs to
  // staff/operator and staff/auditor, and the operator registers the organs above.
  explicit SecuredServer(const std::vector<std::string>& flags = {});

  // A certificate from the same root: `name`.pem for `ogi:{principal}`.
  void AddCertificate(const std::string& name, const std::string& principal);
  const Certificates& certificates() const { return certificates_; }
  Process& process() { return *process_; }
  // Starts it again on the same port.
  void Start();
  // Hangs up and stops it with a signal: idle callers would keep it for its whole grace. Its exit
  // code.
  int Stop(int signal);

  client::ClientOptions Options(const As& as);
  // Over a connection that is kept for the next call of the same caller.
  std::shared_ptr<grpc::Channel> Channel(const As& as);
  std::unique_ptr<client::Client> Client(const As& as);

  // Sends one message and reads to the end; a status inside an answer counts as the call's. Never
  // tries again. `method` as in `RetrievalService/GetReport`.
  Answer Call(const As& as, absl::string_view method, const google::protobuf::Message& request);

  // As the township, before its report can be published.
  void ExplainWarnings(const v1::Revision& revision);

  // Right tokens: signed by the development key, which is on record as `one` for `issuer` after
  // AddTokenKey.
  std::string Token(const std::string& issuer, const std::string& person,
                    const std::string& agency) const;
  void AddTokenKey(const std::string& issuer);

  // By the security officer. Each is in force when it returns.
  v1::Mandate Entitle(const std::string& platform, const std::string& agency, bool subtree = false);
  v1::RoleGrant Grant(const std::string& holder, v1::Role role);
  absl::Status Withdraw(const v1::RoleGrant& grant);
  absl::Status Withdraw(const v1::Mandate& mandate);
  absl::Status Revoke(const std::string& certificate);

  // Never the same twice.
  std::string NextId() { return absl::StrCat("id-", ++ids_); }

 private:
  const std::vector<std::string> flags_;
  const Certificates certificates_;
  const TemporaryDirectory directory_;
  std::unique_ptr<Process> process_;
  std::map<std::string, std::shared_ptr<grpc::Channel>> channels_;
  int port_ = 0;
  int ids_ = 0;
};

// From a year ago to a year from now.
void SetDays(v1::Mandate& mandate);

}  // namespace ogi

#endif  // OGI_TESTS_E2E_SECURED_SERVER_H_
