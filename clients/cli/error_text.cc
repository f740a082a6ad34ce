#include "clients/cli/error_text.h"

#include <algorithm>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "clients/cli/text_width.h"
#include "common/errors.h"
#include "domain/form/form.h"
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
  if (const absl::Duration wait = errors::RetryAfter(status); wait > absl::ZeroDuration()) {
    text += WaitText(wait, language);
  }
  return text;
}

}  // namespace ogi::cli
