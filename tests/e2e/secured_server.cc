#include "tests/e2e/secured_server.h"

#include <grpcpp/generic/generic_stub.h>

#include <chrono>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/clock.h"
#include "common/wire/status.h"
#include "ogi/v1/registry_service.pb.h"
#include "ogi/v1/submission_service.pb.h"

namespace ogi {
namespace {

constexpr char kOpenssl[] = "/usr/bin/openssl";
constexpr std::chrono::seconds kPatience(20);

void Await(grpc::CompletionQueue& queue, bool* good = nullptr) {
  void* tag = nullptr;
  bool ok = false;
  const bool got = queue.Next(&tag, &ok);
  if (good != nullptr) *good = got && ok;
}

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string bytes;
  if (!buffer.Dump(&slices).ok()) return bytes;
  for (const grpc::Slice& slice : slices) {
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  }
  return bytes;
}

std::string WireOf(const grpc::Status& status) {
  return absl::StrCat(static_cast<int>(status.error_code()), "\n", status.error_message(), "\n",
                      status.error_details());
}

// The status of the one item of a stream; OK where it has none.
template <typename Item>
absl::Status ItemStatus(const std::vector<std::string>& messages) {
  Item item;
  if (messages.empty() || !item.ParseFromString(messages[0]) || !item.has_status()) {
    return absl::OkStatus();
  }
  return wire::FromProto(item.status());
}

void SetDate(absl::CivilDay day, google::type::Date* date) {
  date->set_year(static_cast<int>(day.year()));
  date->set_month(day.month());
  date->set_day(day.day());
}

std::vector<v1::Agency> Organs() {
  std::vector<v1::Agency> organs = {NewAgency(kCounty),
                                    NewAgency(kFormerCounty),
                                    NewAgency(kTownship),
                                    NewAgency(kVillage, kTownship),
                                    NewAgency(kNeighbour, kCounty),
                                    NewAgency(kCentralOffice)};
  v1::Agency& township = organs[2];
  township.set_level(v1::Agency::TOWNSHIP);
  v1::DatedText* former = township.add_superiors();
  former->set_text(kFormerCounty);
  SetDate(absl::CivilDay(2024, 12, 31), former->mutable_to());
  v1::DatedText* present = township.add_superiors();
  present->set_text(kCounty);
  SetDate(absl::CivilDay(2025, 1, 1), present->mutable_from());
  return organs;
}

}  // namespace

std::string WireOf(const absl::Status& status) { return WireOf(wire::ToGrpc(status)); }

void SetDays(v1::Mandate& mandate) {
  const absl::CivilDay today = absl::ToCivilDay(absl::Now(), absl::UTCTimeZone());
  SetDate(today - 365, mandate.mutable_from());
  SetDate(today + 365, mandate.mutable_to());
}

SecuredServer::SecuredServer(const std::vector<std::string>& flags) : flags_(flags) {
  const ProgramResult init = RunProgram({OGI_OGID, "init", "--data-directory",
                                         directory_.Path("data"), "--administrator", "security"});
  EXPECT_EQ(init.exit_code, 0) << init.output;
  Start();
  Grant("staff/operator", v1::OPERATOR);
  Grant("staff/auditor", v1::AUDITOR);
  for (const v1::Agency& organ : Organs()) {
    v1::ImportAgenciesRequest request;
    *request.mutable_agency() = organ;
    const Answer answer = Call({"operator"}, "RegistryService/ImportAgencies", request);
    EXPECT_TRUE(answer.status.ok()) << answer.status;
  }
}

void SecuredServer::Start() {
  channels_.clear();
  std::vector<std::string> arguments = {OGI_OGID,
                                        "serve",
                                        "--data-directory",
                                        directory_.Path("data"),
                                        "--listen",
                                        absl::StrCat("127.0.0.1:", port_),
                                        "--tls-certificate",
                                        certificates_.Path("server.pem"),
                                        "--tls-key",
                                        certificates_.Path("server-key.pem"),
                                        "--tls-client-ca",
                                        certificates_.Path("root.pem"),
                                        "--token-audience",
                                        "ogi-test"};
  arguments.insert(arguments.end(), flags_.begin(), flags_.end());
  process_ = Process::Start(arguments);
  EXPECT_TRUE(process_->ready()) << process_->Output();
  port_ = process_->port();
}

int SecuredServer::Stop(int signal) {
  channels_.clear();
  return process_->Stop(signal);
}

void SecuredServer::AddCertificate(const std::string& name, const std::string& principal) {
  const ProgramResult made = RunProgram({kOpenssl,
                                         "req",
                                         "-x509",
                                         "-CA",
                                         certificates_.Path("root.pem"),
                                         "-CAkey",
                                         certificates_.Path("root-key.pem"),
                                         "-newkey",
                                         "ec",
                                         "-pkeyopt",
                                         "ec_paramgen_curve:P-256",
                                         "-nodes",
                                         "-keyout",
                                         certificates_.Path(name + "-key.pem"),
                                         "-out",
                                         certificates_.Path(name + ".pem"),
                                         "-subj",
                                         "/CN=" + name,
                                         "-days",
                                         "2",
                                         "-config",
                                         "/dev/null",
                                         "-addext",
                                         "basicConstraints=critical,CA:FALSE",
                                         "-addext",
                                         "keyUsage=critical,digitalSignature",
                                         "-addext",
                                         "extendedKeyUsage=clientAuth",
                                         "-addext",
                                         "subjectAltName=URI:ogi:" + principal});
  EXPECT_EQ(made.exit_code, 0) << made.output;
}

client::ClientOptions SecuredServer::Options(const As& as) {
  client::ClientOptions options;
  options.target = absl::StrCat("127.0.0.1:", port_);
  options.root_file = certificates_.Path("root.pem");
  if (!as.certificate.empty()) {
    options.certificate_file = certificates_.Path(as.certificate + ".pem");
    options.key_file = certificates_.Path(as.certificate + "-key.pem");
  }
  options.agency = as.agency;
  options.represented = as.represented;
  if (!as.token.empty()) {
    options.token_file = directory_.Path(NextId() + ".jwt");
    ReplaceFile(options.token_file, as.token);
  }
  return options;
}

std::shared_ptr<grpc::Channel> SecuredServer::Channel(const As& as) {
  std::shared_ptr<grpc::Channel>& channel = channels_[absl::StrCat(
      as.certificate, "\n", as.agency, "\n", as.token, "\n", as.represented)];
  if (channel == nullptr) channel = *client::OpenChannel(Options(as));
  return channel;
}

std::unique_ptr<client::Client> SecuredServer::Client(const As& as) {
  return *client::Client::Connect(Options(as));
}

void SecuredServer::ExplainWarnings(const v1::Revision& revision) {
  for (const v1::ExplainFindingRequest& request : ExplanationsFor(revision)) {
    const Answer answer = Call({"township"}, "SubmissionService/ExplainFinding", request);
    EXPECT_TRUE(answer.status.ok()) << answer.status;
  }
}

Answer SecuredServer::Call(const As& as, absl::string_view method,
                           const google::protobuf::Message& request) {
  grpc::GenericStub stub(Channel(as));
  grpc::CompletionQueue queue;
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kPatience);
  const auto call = stub.PrepareCall(&context, absl::StrCat("/ogi.v1.", method), &queue);
  const grpc::Slice slice(request.SerializeAsString());
  call->StartCall(nullptr);
  Await(queue);
  call->WriteLast(grpc::ByteBuffer(&slice, 1), grpc::WriteOptions(), nullptr);
  Await(queue);
  Answer answer;
  while (true) {
    grpc::ByteBuffer bytes;
    bool more = false;
    call->Read(&bytes, nullptr);
    Await(queue, &more);
    if (!more) break;
    answer.messages.push_back(BytesOf(bytes));
  }
  grpc::Status status;
  call->Finish(&status, nullptr);
  Await(queue);
  answer.status = wire::FromGrpc(status);
  answer.wire = WireOf(status);
  for (const auto& [key, value] : context.GetServerTrailingMetadata()) {
    answer.trailers.emplace(std::string(key.data(), key.size()),
                            std::string(value.data(), value.size()));
  }
  if (!answer.status.ok()) return answer;
  if (method == "SubmissionService/SubmitReports") {
    answer.status = ItemStatus<v1::SubmitReportsResponse>(answer.messages);
  } else if (method == "RegistryService/ImportAgencies") {
    answer.status = ItemStatus<v1::ImportAgenciesResponse>(answer.messages);
  }
  answer.wire = WireOf(answer.status);
  return answer;
}

std::string SecuredServer::Token(const std::string& issuer, const std::string& person,
                                 const std::string& agency) const {
  return MakeToken(
      TokenHeader("one"),
      TokenClaims{.issuer = issuer, .person = person, .agency = agency, .issued = absl::Now()}
          .Json(),
      certificates_.Text("platform-token-key.pem"));
}

void SecuredServer::AddTokenKey(const std::string& issuer) {
  v1::AddTokenKeyRequest request;
  request.mutable_token_key()->set_issuer(issuer);
  request.mutable_token_key()->set_key_id("one");
  request.mutable_token_key()->set_public_key(certificates_.Text("platform-token-public.pem"));
  request.set_request_id(NextId());
  const Answer answer = Call({"security"}, "AccessService/AddTokenKey", request);
  EXPECT_TRUE(answer.status.ok()) << answer.status;
}

v1::Mandate SecuredServer::Entitle(const std::string& platform, const std::string& agency,
                                   bool subtree) {
  v1::CreateMandateRequest request;
  v1::Mandate& mandate = *request.mutable_mandate();
  mandate.set_kind(v1::Mandate::PLATFORM);
  mandate.set_agency(agency);
  mandate.set_delegate(platform);
  mandate.set_subtree(subtree);
  SetDays(mandate);
  request.set_request_id(NextId());
  return Call({"security"}, "AccessService/CreateMandate", request).Get<v1::Mandate>();
}

v1::RoleGrant SecuredServer::Grant(const std::string& holder, v1::Role role) {
  v1::GrantRoleRequest request;
  request.mutable_role_grant()->set_holder(holder);
  request.mutable_role_grant()->set_role(role);
  request.set_request_id(NextId());
  return Call({"security"}, "AccessService/GrantRole", request).Get<v1::RoleGrant>();
}

absl::Status SecuredServer::Withdraw(const v1::RoleGrant& grant) {
  v1::WithdrawRoleRequest request;
  request.set_name(grant.name());
  request.set_request_id(NextId());
  return Call({"security"}, "AccessService/WithdrawRole", request).status;
}

absl::Status SecuredServer::Withdraw(const v1::Mandate& mandate) {
  v1::WithdrawMandateRequest request;
  request.set_name(mandate.name());
  request.set_request_id(NextId());
  return Call({"security"}, "AccessService/WithdrawMandate", request).status;
}

absl::Status SecuredServer::Revoke(const std::string& certificate) {
  const ProgramResult said =
      RunProgram({kOpenssl, "x509", "-in", certificates_.Path(certificate + ".pem"), "-noout",
                  "-fingerprint", "-sha256"});
  // `sha256 Fingerprint=AB:CD:…`
  std::string fingerprint = said.output.substr(said.output.find('=') + 1);
  std::erase_if(fingerprint, [](char c) { return c == ':' || c == '\n'; });
  v1::RevokeCertificateRequest request;
  request.mutable_revocation()->set_fingerprint(absl::AsciiStrToLower(fingerprint));
  request.mutable_revocation()->set_reason("私钥外泄");
  request.set_request_id(NextId());
  return Call({"security"}, "AccessService/RevokeCertificate", request).status;
}

}  // namespace ogi
