// keys list, add, withdraw; certificates list, revoke.
#include "absl/strings/match.h"
#include "clients/cli/commands/records.h"
#include "clients/cli/input/files.h"
#include "clients/cli/input/fingerprint.h"

namespace ogi::cli {
namespace {

constexpr size_t kMaxPemBytes = size_t{64} << 10;

// --- keys ---

struct KeyOptions {
  std::string issuer;
  std::string key_id;
  std::string file;
  std::string request_id;
};

// `xizang` is a platform, `agencies/…` an organ.
std::string FullIssuer(absl::string_view typed) {
  const bool full = absl::StartsWith(typed, "platforms/") || absl::StartsWith(typed, "agencies/");
  return absl::StrCat(full ? "" : "platforms/", typed);
}

// As `list` shows it: of an organ without `agencies/`.
std::string FullKeyName(absl::string_view typed) {
  const bool full = absl::StartsWith(typed, "platforms/") || absl::StartsWith(typed, "agencies/");
  return absl::StrCat(full ? "" : "agencies/", typed);
}

absl::StatusOr<v1::TokenKey> AddKey(Session& session, const KeyOptions& options) {
  v1::AddTokenKeyRequest request;
  request.set_request_id(options.request_id);
  v1::TokenKey& key = *request.mutable_token_key();
  key.set_issuer(FullIssuer(options.issuer));
  key.set_key_id(options.key_id);
  OGI_ASSIGN_OR_RETURN(*key.mutable_public_key(), ReadBytes(options.file, kMaxPemBytes));
  // It must not leave this machine; the server would refuse it too late.
  if (absl::StrContains(key.public_key(), "PRIVATE KEY-----")) {
    return About(options.file,
                 InputError("是私钥，不得外传。请用 openssl pkey -pubout 导出公钥后登记。",
                            "is a private key, which stays with its owner. Hand in the public "
                            "one: openssl pkey -pubout."));
  }
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  return client->AddTokenKey(std::move(request));
}

absl::StatusOr<v1::ListTokenKeysResponse> ListKeys(Session& session) {
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  return client->ListTokenKeys({});
}

// --- certificates ---

struct CertificateOptions {
  std::string what;
  std::string reason;
  std::string request_id;
};

absl::StatusOr<v1::Revocation> Revoke(Session& session, const CertificateOptions& options) {
  v1::RevokeCertificateRequest request;
  request.set_request_id(options.request_id);
  v1::Revocation& revocation = *request.mutable_revocation();
  revocation.set_reason(options.reason);
  if (const std::optional<std::string> typed = ParseFingerprint(options.what)) {
    revocation.set_fingerprint(*typed);
  } else {
    OGI_ASSIGN_OR_RETURN(const std::string pem, ReadBytes(options.what, kMaxPemBytes));
    const absl::StatusOr<std::string> fingerprint = CertificateFingerprint(pem);
    if (!fingerprint.ok()) return About(options.what, fingerprint.status());
    revocation.set_fingerprint(*fingerprint);
  }
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  return client->RevokeCertificate(std::move(request));
}

absl::StatusOr<v1::ListRevocationsResponse> ListRevoked(Session& session) {
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  return client->ListRevocations({});
}

}  // namespace

void AddKeys(Menu& menu) {
  auto options = std::make_shared<KeyOptions>();
  CLI::App* family =
      menu.AddFamily("keys", "令牌公钥（平台据以证明办理人）：查阅、登记、停用",
                     "keys by which platforms name their people: list, add, withdraw");
  menu.AddTo(*family, "list", "列出公钥，含已停用的", "lists keys, withdrawn ones too",
             [](Session& session) {
               return TellRecords(
                   session, ListKeys(session),
                   [](const auto& response) -> auto& { return response.token_keys(); });
             });
  CLI::App* add = menu.AddTo(
      *family, "add", "登记公钥", "puts a public key on record",
      [options](Session& session) { return TellRecord(session, AddKey(session, *options)); });
  add->add_option("ISSUER", options->issuer,
                  menu.Words("平台，如 xizang；或机关，如 agencies/54-0424000",
                             "a platform, e.g. xizang, or an organ, e.g. agencies/54-0424000"))
      ->required();
  add->add_option("KEY_ID", options->key_id,
                  menu.Words("令牌头中的 kid，如 2026-1", "the token's kid, e.g. 2026-1"))
      ->required();
  add->add_option("--file", options->file,
                  menu.Words("P-256 公钥（PEM，BEGIN PUBLIC KEY）",
                             "public key on P-256 (PEM, BEGIN PUBLIC KEY)"))
      ->required();
  AddRequestId(*add, menu, options->request_id);
  AddWithdrawal<v1::WithdrawTokenKeyRequest, v1::TokenKey>(
      menu, *family, "停用公钥，即时生效", "withdraws a key, at once",
      "platforms/xizang/tokenKeys/2026-1", &client::Client::WithdrawTokenKey, &FullKeyName);
}

void AddCertificates(Menu& menu) {
  auto options = std::make_shared<CertificateOptions>();
  CLI::App* family = menu.AddFamily("certificates", "吊销证书，查阅吊销名单",
                                    "revokes certificates, lists the revoked");
  menu.AddTo(*family, "list", "列出已吊销的证书", "lists the revoked certificates",
             [](Session& session) {
               return TellRecords(
                   session, ListRevoked(session),
                   [](const auto& response) -> auto& { return response.revocations(); });
             });
  CLI::App* revoke = menu.AddTo(
      *family, "revoke", "吊销证书：即时生效，不可恢复",
      "revokes a certificate, at once and for ever",
      [options](Session& session) { return TellRecord(session, Revoke(session, *options)); });
  revoke
      ->add_option("FILE_OR_FINGERPRINT", options->what,
                   menu.Words("证书文件（PEM），或其 SHA-256 指纹",
                              "the certificate (PEM), or its SHA-256 fingerprint"))
      ->required();
  revoke->add_option("--reason", options->reason, menu.Words("原因（必填）", "why (required)"))
      ->required();
  AddRequestId(*revoke, menu, options->request_id);
}

}  // namespace ogi::cli
