#include "clients/cpp/connection.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include <chrono>
#include <fstream>
#include <map>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/loopback.h"
#include "common/status_macros.h"

namespace ogi::client {
namespace {

absl::StatusOr<std::string> ReadPem(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  if (!file || !(content << file.rdbuf())) {
    return absl::InvalidArgumentError(
        absl::StrCat("无法读取证书或密钥文件 ", path,
                     "，请检查路径和权限。\nCannot read the certificate or key file ", path,
                     "; check its path and permissions."));
  }
  return std::move(content).str();
}

// Says with every call who calls, and for whom.
class CallerMetadata : public grpc::MetadataCredentialsPlugin {
 public:
  explicit CallerMetadata(const ClientOptions& options)
      : agency_(options.agency), token_(options.token), represented_(options.represented) {
    if (token_ != nullptr || options.token_file.empty()) return;
    token_ = [file = options.token_file] { return ReadPem(file); };
  }

  // A program may take its time to make a token, and a disk to read one. A call without a token
  // needs no other thread.
  bool IsBlocking() const override { return token_ != nullptr; }
  const char* GetType() const override { return "ogi-caller"; }

  grpc::Status GetMetadata(grpc::string_ref, grpc::string_ref, const grpc::AuthContext&,
                           std::multimap<grpc::string, grpc::string>* metadata) override {
    if (!agency_.empty()) metadata->emplace("ogi-agency", agency_);
    if (!represented_.empty()) metadata->emplace("ogi-represented", represented_);
    if (token_ == nullptr) return grpc::Status::OK;
    const absl::StatusOr<std::string> token = token_();
    if (!token.ok()) {
      return grpc::Status(grpc::StatusCode::INVALID_ARGUMENT,
                          std::string(token.status().message()));
    }
    metadata->emplace("authorization", absl::StrCat("Bearer ", absl::StripAsciiWhitespace(*token)));
    return grpc::Status::OK;
  }

 private:
  const std::string agency_;
  std::function<absl::StatusOr<std::string>()> token_;
  const std::string represented_;
};

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> Credentials(
    const ClientOptions& options) {
  if (options.insecure_loopback) {
    if (!IsLoopback(options.target)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "不加密的连接只能连本机，而 ", options.target,
          " 不是本机，请改用 TLS 证书。\nOnly this machine can be reached without TLS, and ",
          options.target, " is not this machine; use certificates."));
    }
    return grpc::InsecureChannelCredentials();
  }
  if (options.certificate_file.empty() != options.key_file.empty()) {
    return absl::InvalidArgumentError(
        "客户端证书和密钥须同时给出。\nA client certificate and its key go together; give both.");
  }
  grpc::SslCredentialsOptions tls;
  if (!options.root_file.empty()) {
    OGI_ASSIGN_OR_RETURN(tls.pem_root_certs, ReadPem(options.root_file));
  }
  if (!options.certificate_file.empty()) {
    OGI_ASSIGN_OR_RETURN(tls.pem_cert_chain, ReadPem(options.certificate_file));
    OGI_ASSIGN_OR_RETURN(tls.pem_private_key, ReadPem(options.key_file));
  }
  std::shared_ptr<grpc::ChannelCredentials> credentials = grpc::SslCredentials(tls);
  const bool has_token = options.token != nullptr || !options.token_file.empty();
  if (options.agency.empty() && !has_token && options.represented.empty()) {
    return credentials;
  }
  return grpc::CompositeChannelCredentials(
      credentials, grpc::MetadataCredentialsFromPlugin(std::make_unique<CallerMetadata>(options)));
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenChannel(const ClientOptions& options) {
  OGI_ASSIGN_OR_RETURN(std::shared_ptr<grpc::ChannelCredentials> credentials, Credentials(options));
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(limits::kMaxBatchGet * limits::kMaxMessageBytes);
  arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, limits::kMaxMetadataBytes);
  // The first reconnection should not wait longer than our own first retries do.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  // To gRPC this is how long a connection may take to come about, TCP and TLS together.
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 5000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS,
                   static_cast<int>(absl::ToInt64Milliseconds(options.retry.cap)));
  // A proxy never leads to this machine.
  if (IsLoopback(options.target)) arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return grpc::CreateCustomChannel(options.target, credentials, arguments);
}

void SetTimeout(grpc::ClientContext& context, absl::Duration timeout) {
  context.set_deadline(std::chrono::system_clock::now() + absl::ToChronoMicroseconds(timeout));
}

}  // namespace ogi::client
