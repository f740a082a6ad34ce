#include "clients/cli/text/error_text.h"

#include <algorithm>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "clients/cli/text/text_width.h"
#include "common/errors.h"
#include "domain/form/cells.h"
#include "google/rpc/error_details.pb.h"

namespace ogi::cli {
namespace {

google::rpc::BadRequest BadRequestOf(const absl::Status& status) {
  google::rpc::BadRequest bad;
  auto payload = status.GetPayload(
      absl::StrCat("type.googleapis.com/", google::rpc::BadRequest::descriptor()->full_name()));
  if (payload.has_value() && !bad.ParseFromString(std::string(*payload))) bad.Clear();
  return bad;
}

// Statuses that gRPC makes itself have no words for a clerk.
std::string TransportText(const absl::Status& status, absl::string_view server, Language language) {
  const std::string detail = Printable(status.message());
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
      return absl::StrCat(
          Pick(language, "连不上服务器 ", "Cannot reach the server "), server,
          Pick(language,
               "。请检查地址（--server）、网络和证书（本机明文服务须加 "
               "--insecure-loopback），稍后用同样的命令"
               "重试，不会重复报送。（",
               ". Check the address (--server), the network and the certificates (a plaintext "
               "server on "
               "this machine wants --insecure-loopback), then run the same command again: nothing "
               "is filed twice. ("),
          detail, Pick(language, "）", ")"));
    case absl::StatusCode::kDeadlineExceeded:
      return std::string(Pick(
          language,
          "服务器没有在时限内答复。请用同样的命令重试（不会重复报送），或用 --timeout 放宽时限。",
          "The server did not answer in time. Run the same command again (nothing is filed "
          "twice), or allow more time with --timeout."));
    case absl::StatusCode::kUnimplemented:
      return absl::StrCat(Pick(language, "服务器 ", "The server "), server,
                          Pick(language, " 没有开通这项服务，请检查地址或联系管理员。（",
                               " does not offer this service; check the address, or talk to its "
                               "administrator. ("),
                          detail, Pick(language, "）", ")"));
    default:
      return "";
  }
}

std::string HeadText(const absl::Status& status, int violations, absl::string_view server,
                     Language language) {
  if (violations > 0) {
    return language == Language::kChinese
               ? absl::StrCat("有 ", violations, " 处填写不符合要求：")
               : absl::StrCat(violations,
                              violations == 1 ? " field is wrong:" : " fields are wrong:");
  }
  // Our own messages have two lines; gRPC's have one.
  if (!absl::StrContains(status.message(), '\n')) {
    std::string text = TransportText(status, server, language);
    if (!text.empty()) return text;
  }
  return PrintableLines(LineOf(status.message(), language));
}

// What the clerk should look at, where the server's words leave it open.
absl::string_view AdviceText(v1::ErrorReason reason, Language language) {
  switch (reason) {
    case v1::NOT_AUTHENTICATED:
      return Pick(
          language,
          "请检查：--cert、--key 是否为本单位的证书，是否到期；令牌（--token-file）是否过期。"
          "都无误的，请向安全管理员询问证书是否已被吊销。",
          "Check that --cert and --key are yours and not expired, and the token "
          "(--token-file) not either; else ask the security officer whether the "
          "certificate is revoked.");
    case v1::NOT_PERMITTED:
      return Pick(
          language,
          "请检查：--for-agency（所代表的机关）、--"
          "represented（代谁办理）；经平台接受、退回、公布须有"
          "令牌。应由上级办理的请报上级；缺少授权的请联系安全管理员（ogictl mandates list）。",
          "Check --for-agency and --represented; to decide through a platform takes a "
          "token. What the superior decides is the superior's; for a mandate ask the "
          "security officer (ogictl mandates list).");
    case v1::QUOTA_EXCEEDED:
      return Pick(language, "请放慢频次；大量报送请用 ogictl submit 文件夹，它会自行放慢。",
                  "Ask less often; to file many, use ogictl submit FOLDER, which slows down by "
                  "itself.");
    case v1::ACCESS_RECORD_NOT_FOUND:
      return Pick(language, "请用相应的 list 命令查看名称。", "The list command shows the names.");
    case v1::ROLES_EXCLUDE:
      return Pick(language, "请改授他人，或先用 ogictl roles withdraw 收回原角色。",
                  "Grant it to another, or withdraw the other role first (ogictl roles withdraw).");
    case v1::SEASON_NOT_OPEN:
      return Pick(language, "报送安排可用 ogictl season show 查看。",
                  "ogictl season show tells the dates.");
    case v1::ROSTER_NOT_FROZEN:
      return Pick(language, "固定名录的命令是 ogictl season freeze。",
                  "The command for it is ogictl season freeze.");
    case v1::LAST_SECURITY_OFFICER:
      return Pick(language, "请先用 ogictl roles grant 授予另一位。",
                  "Grant another one first (ogictl roles grant).");
    default:
      return "";
  }
}

std::string WaitText(absl::Duration wait, Language language) {
  const int64_t seconds =
      std::max<int64_t>(1, absl::ToInt64Seconds(absl::Ceil(wait, absl::Seconds(1))));
  return language == Language::kChinese
             ? absl::StrCat("  请在 ", seconds, " 秒后用同样的命令重试。\n")
             : absl::StrCat("  Run the same command again in ", seconds,
                            seconds == 1 ? " second.\n" : " seconds.\n");
}

}  // namespace

std::string CellLabelOfField(absl::string_view field) {
  for (const CellInfo& cell : Cells()) {
    if (absl::EndsWith(field, cell.field) &&
        (field.size() == cell.field.size() || field[field.size() - cell.field.size() - 1] == '.')) {
      return absl::StrCat(TableLabel(cell.table), " ", CellLabel(cell, v1::EDITION_2021));
    }
  }
  return "";
}

std::string ErrorText(const absl::Status& status, absl::string_view server, Language language) {
  const google::rpc::BadRequest bad = BadRequestOf(status);
  std::string text =
      absl::StrCat(Pick(language, "错误：", "Error: "),
                   HeadText(status, bad.field_violations_size(), server, language), "\n");
  for (const auto& violation : bad.field_violations()) {
    const std::string label = CellLabelOfField(violation.field());
    absl::StrAppend(&text, "  · ", label, label.empty() ? "" : Pick(language, "（", " ("),
                    Printable(violation.field()), label.empty() ? "" : Pick(language, "）", ")"),
                    Pick(language, "：", ": "),
                    PrintableLines(LineOf(violation.description(), language)), "\n");
  }
  const absl::string_view advice = AdviceText(errors::ReasonOf(status), language);
  if (!advice.empty()) absl::StrAppend(&text, "  ", advice, "\n");
  if (const absl::Duration wait = errors::RetryAfter(status); wait > absl::ZeroDuration()) {
    text += WaitText(wait, language);
  }
  return text;
}

}  // namespace ogi::cli
