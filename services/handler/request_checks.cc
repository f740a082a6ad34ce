#include "services/handler/request_checks.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/digest.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "common/utf8.h"
#include "domain/codes/agency_id.h"
#include "domain/rules/rule_book.h"
#include "storage/commit/committer.h"

namespace ogi {
namespace {

// Names longer than any that is right would only swell the answer.
absl::string_view Shown(absl::string_view text) { return CutUtf8(text, 100); }

void AddWrongName(absl::string_view field, absl::string_view name, absl::string_view shape,
                  FieldViolations* violations) {
  violations->Add(field, absl::StrCat("名称应为 ", shape, "，收到“", Shown(name), "”，请更正。"),
                  absl::StrCat("must be ", shape, "; got \"", Shown(name), "\"."));
}

bool IsRequestId(absl::string_view id) {
  return !id.empty() && id.size() <= limits::kMaxRequestIdBytes &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
         });
}

}  // namespace

void CheckRequestId(absl::string_view request_id, FieldViolations* violations) {
  if (IsRequestId(request_id)) return;
  violations->Add(
      "request_id",
      absl::StrCat("请求号应为 1 至 ", limits::kMaxRequestIdBytes,
                   " 个英文字母、数字、“_”或“-”，同一次操作重试时保持不变，请补填或更正。"),
      absl::StrCat("must be 1 to ", limits::kMaxRequestIdBytes,
                   " characters of [0-9A-Za-z_-], kept over retries of the same call."));
}

void CheckReason(absl::string_view reason, bool required, FieldViolations* violations) {
  CheckReasonIn("reason", reason, required, violations);
}

void CheckReasonIn(absl::string_view field, absl::string_view reason, bool required,
                   FieldViolations* violations) {
  if (required && absl::StripAsciiWhitespace(reason).empty()) {
    violations->Add(field, "必须写明理由，请填写。", "is required: say why.");
  }
  if (reason.size() > limits::kMaxReasonBytes) {
    violations->Add(field,
                    absl::StrCat("理由有 ", reason.size(), " 字节，上限为 ",
                                 limits::kMaxReasonBytes, " 字节，请缩减。"),
                    absl::StrCat("is ", reason.size(), " bytes; at most ", limits::kMaxReasonBytes,
                                 " are allowed."));
  }
}

const v1::Rule* CheckFinding(const RuleBook& book, absl::string_view rule, absl::string_view key,
                             FieldViolations* violations) {
  const v1::Rule* const found = book.Find(rule);
  if (found == nullptr) {
    violations->Add("rule", "没有这条规则，请照抄校验结论中的规则号。",
                    "is no rule; give it as the verdict has it.");
  }
  if (key.size() != limits::kFindingKeyBytes) {
    violations->Add("finding_key", "应为校验结论中该问题的 key，共 16 字节。",
                    "must be the finding's key, 16 bytes, as the verdict has it.");
  }
  return found;
}

int CheckPageSize(int page_size, FieldViolations* violations) {
  if (page_size < 0) {
    violations->Add("page_size",
                    absl::StrCat("每页条数不能为负数，收到 ", page_size, "，请改为 0 至 ",
                                 limits::kMaxPageSize, "。"),
                    absl::StrCat("must not be negative; got ", page_size, "."));
  }
  if (page_size == 0) return limits::kDefaultPageSize;
  return std::min(page_size, limits::kMaxPageSize);
}

std::optional<std::string> CheckAgencyName(absl::string_view field, absl::string_view name,
                                           FieldViolations* violations) {
  std::optional<std::string> id = ParseAgencyName(name);
  if (!id.has_value()) AddWrongName(field, name, "agencies/54-0424204", violations);
  return id;
}

std::optional<ReportId> CheckReportName(absl::string_view field, absl::string_view name,
                                        FieldViolations* violations) {
  std::optional<ReportId> id = ParseReportName(name);
  if (!id.has_value()) AddWrongName(field, name, "agencies/54-0424204/reports/2020", violations);
  return id;
}

std::optional<RevisionId> CheckRevisionName(absl::string_view field, absl::string_view name,
                                            FieldViolations* violations) {
  std::optional<RevisionId> id = ParseRevisionName(name);
  if (!id.has_value()) {
    AddWrongName(field, name, "agencies/54-0424204/reports/2020/revisions/1", violations);
  }
  return id;
}

std::optional<WaiverId> CheckWaiverName(absl::string_view field, absl::string_view name,
                                        FieldViolations* violations) {
  std::optional<WaiverId> id = ParseWaiverName(name);
  if (!id.has_value()) {
    AddWrongName(field, name, "agencies/54-0424204/reports/2020/waivers/1", violations);
  }
  return id;
}

bool CheckPartition(absl::string_view field, absl::string_view partition,
                    FieldViolations* violations) {
  const bool good = partition.size() == 2 &&
                    absl::ascii_isdigit(static_cast<unsigned char>(partition[0])) &&
                    absl::ascii_isdigit(static_cast<unsigned char>(partition[1]));
  if (!good) {
    violations->Add(field,
                    absl::StrCat("分区应为两位数字，如 54，收到“", Shown(partition), "”，请更正。"),
                    absl::StrCat("must be two digits, e.g. 54; got \"", Shown(partition), "\"."));
  }
  return good;
}

absl::Status CheckCaughtUp(const Reader& reader, const v1::Position& position) {
  if (position.sequence() == 0 && position.partition().empty()) return absl::OkStatus();
  FieldViolations violations;
  CheckPartition("min_sequence.partition", position.partition(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_ASSIGN_OR_RETURN(Stamp latest, LatestStamp(reader, position.partition()));
  const int32_t epoch = position.epoch() == 0 ? latest.place.epoch : position.epoch();
  if (epoch < latest.place.epoch) {
    return errors::PositionOutdated(position.partition(), epoch, latest.place.epoch);
  }
  if (latest.place < Place{.epoch = epoch, .sequence = position.sequence()}) {
    return errors::NotCaughtUp(position.partition(), position.sequence(), latest.place.sequence);
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> SeesAll(const RequestContext& context, absl::string_view agency_id) {
  if (context.sees_all == nullptr) return false;
  return context.sees_all(agency_id);
}

Token TokenOf(const Environment& environment, const v1::Actor& actor, absl::string_view agency_id,
              absl::string_view request_id) {
  // Who called, by his certificate: whoever of his people made the call may make it again. Callers
  // without one are all one: their peers change with every connection.
  absl::string_view caller;
  if (!actor.platform().empty()) {
    caller = actor.platform();
  } else if (!actor.agency().empty()) {
    caller = actor.agency();
  } else {
    caller = actor.person();
  }
  Token token = HmacSha256(environment.secret,
                           absl::StrCat("request v1\n", caller, "\n", agency_id, "\n", request_id));
  token.resize(kTokenBytes);
  return token;
}

}  // namespace ogi
