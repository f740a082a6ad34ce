#include "common/errors.h"

#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/limits.h"
#include "google/rpc/error_details.pb.h"

namespace ogi::errors {
namespace {

constexpr absl::string_view kTypePrefix = "type.googleapis.com/";
// Not a protobuf type: common/wire leaves it out.
constexpr absl::string_view kLogDetailUrl = "ogi/log-detail";
// A store that is away is back within about a second, or not soon.
constexpr absl::Duration kStorageRetry = absl::Seconds(1);

template <typename Detail>
std::string TypeUrl() {
  return absl::StrCat(kTypePrefix, Detail::descriptor()->full_name());
}

template <typename Detail>
void Attach(absl::Status& status, const Detail& detail) {
  status.SetPayload(TypeUrl<Detail>(), absl::Cord(detail.SerializeAsString()));
}

template <typename Detail>
bool Read(const absl::Status& status, Detail& detail) {
  auto payload = status.GetPayload(TypeUrl<Detail>());
  return payload.has_value() && detail.ParseFromString(std::string(*payload));
}

using Metadata = std::vector<std::pair<std::string, std::string>>;

absl::Status Make(absl::StatusCode code, v1::ErrorReason reason, absl::string_view chinese,
                  absl::string_view english, const Metadata& metadata = {}) {
  absl::Status status(code, absl::StrCat(chinese, "\n", english));
  google::rpc::ErrorInfo info;
  info.set_reason(v1::ErrorReason_Name(reason));
  info.set_domain(std::string(kDomain));
  for (const auto& [key, value] : metadata) (*info.mutable_metadata())[key] = value;
  Attach(status, info);
  return status;
}

absl::Status WithRetry(absl::Status status, absl::Duration delay) {
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(absl::ToInt64Seconds(delay));
  retry.mutable_retry_delay()->set_nanos(static_cast<int32_t>(
      absl::ToInt64Nanoseconds(delay - absl::Seconds(absl::ToInt64Seconds(delay)))));
  Attach(status, retry);
  return status;
}

absl::Status WithResource(absl::Status status, absl::string_view type, absl::string_view name) {
  google::rpc::ResourceInfo resource;
  resource.set_resource_type(std::string(type));
  resource.set_resource_name(std::string(name));
  Attach(status, resource);
  return status;
}

absl::Status WithLogDetail(absl::Status status, absl::string_view detail) {
  status.SetPayload(kLogDetailUrl, absl::Cord(detail));
  return status;
}

absl::Status Precondition(v1::ErrorReason reason, absl::string_view name, absl::string_view chinese,
                          absl::string_view english, const Metadata& metadata = {}) {
  absl::Status status =
      Make(absl::StatusCode::kFailedPrecondition, reason, chinese, english, metadata);
  google::rpc::PreconditionFailure failure;
  auto* violation = failure.add_violations();
  violation->set_type(v1::ErrorReason_Name(reason));
  violation->set_subject(std::string(name));
  violation->set_description(absl::StrCat(chinese, "\n", english));
  Attach(status, failure);
  return status;
}

absl::Status NotFound(v1::ErrorReason reason, absl::string_view type, absl::string_view chinese,
                      absl::string_view english, absl::string_view name) {
  return WithResource(
      Make(absl::StatusCode::kNotFound, reason, absl::StrCat(chinese, "：", name, "。"),
           absl::StrCat(english, ": ", name, ".")),
      type, name);
}

}  // namespace

absl::Status InvalidFields(const std::vector<FieldViolation>& violations, size_t count) {
  google::rpc::BadRequest bad;
  size_t bytes = 0;
  for (const FieldViolation& each : violations) {
    bytes += each.field.size() + each.chinese.size() + each.english.size() + 16;
    // The first is always told; what no longer fits shows once these are corrected.
    if (bad.field_violations_size() > 0 && bytes > limits::kMaxErrorBytes / 2) break;
    auto* violation = bad.add_field_violations();
    violation->set_field(each.field);
    violation->set_description(absl::StrCat(each.chinese, "\n", each.english));
  }
  const size_t more = count - static_cast<size_t>(bad.field_violations_size());
  const FieldViolation& first = violations.front();
  absl::Status status =
      Make(absl::StatusCode::kInvalidArgument, v1::INVALID_FIELDS,
           absl::StrCat("有 ", count, " 处填写不符合要求",
                        more == 0 ? "" : absl::StrCat("（其中 ", more, " 处改正后再列出）"),
                        "。首处 ", first.field, "：", first.chinese),
           absl::StrCat(count, count == 1 ? " field is" : " fields are", " wrong",
                        more == 0 ? "" : absl::StrCat(" (", more, " of them not listed)"),
                        ". First, ", first.field, ": ", first.english),
           {{"violations", absl::StrCat(count)}});
  Attach(status, bad);
  return status;
}

absl::Status RequestIdReused(absl::string_view request_id) {
  return Make(
      absl::StatusCode::kInvalidArgument, v1::REQUEST_ID_REUSED,
      absl::StrCat("请求号 ", request_id, " 已用于其他内容，请换用新的请求号。"),
      absl::StrCat("Request id ", request_id, " was used before for other content; use a new one."),
      {{"request_id", std::string(request_id)}});
}

absl::Status InvalidPageToken() {
  return Make(absl::StatusCode::kInvalidArgument, v1::INVALID_PAGE_TOKEN,
              "page_token 无效，或不属于这一查询，请从第一页重新查询。",
              "The page token is not valid for this query; start the listing again.");
}

absl::Status MalformedMessage() {
  return Make(absl::StatusCode::kInvalidArgument, v1::MALFORMED_MESSAGE,
              "报文无法解析：内容不完整、类型不符，或文字不是 UTF-8 编码。请检查后重新发送。",
              "The message cannot be read: it is cut off, of another type, or has text that is not "
              "UTF-8. Check it and send it again.");
}

absl::Status DocumentNotReadable(absl::string_view chinese, absl::string_view english) {
  return Make(absl::StatusCode::kInvalidArgument, v1::MALFORMED_MESSAGE, chinese, english);
}

absl::Status DataFileInvalid(absl::string_view place, absl::string_view chinese,
                             absl::string_view english) {
  return Make(absl::StatusCode::kInvalidArgument, v1::DATA_FILE_INVALID,
              absl::StrCat(place, "：", chinese), absl::StrCat(place, ": ", english));
}

absl::Status CalendarYearUnknown(int64_t year, int first_known, int last_known) {
  return Make(absl::StatusCode::kOutOfRange, v1::CALENDAR_YEAR_UNKNOWN,
              absl::StrCat("工作日历没有 ", year, " 年，只有 ", first_known, " 至 ", last_known,
                           " 年；该年的放假安排公布后，请管理员补入日历。"),
              absl::StrCat("The calendar of working days has no year ", year, ", only ",
                           first_known, " to ", last_known,
                           ". Once the year's holidays are announced, an operator adds them."));
}

absl::Status NotAuthenticated(absl::string_view detail) {
  return WithLogDetail(
      Make(absl::StatusCode::kUnauthenticated, v1::NOT_AUTHENTICATED,
           "未能确认调用方身份：请使用有效的证书和令牌。如仍有问题，请联系系统管理员。",
           "The caller is not authenticated: use a valid certificate, and a valid token where one "
           "is given. If it persists, ask the operator."),
      detail);
}

absl::Status NotPermitted() {
  return Make(absl::StatusCode::kPermissionDenied, v1::NOT_PERMITTED,
              "没有进行这一操作的权限。请核对所代表的机关和授权。",
              "You may not do this. Check which organ you act for, and its mandate.");
}

absl::Status AgencyNotFound(absl::string_view name) {
  return NotFound(v1::AGENCY_NOT_FOUND, "ogi.v1/Agency", "没有登记该机关", "No such agency", name);
}

absl::Status ReportNotFound(absl::string_view name) {
  return NotFound(v1::REPORT_NOT_FOUND, "ogi.v1/Report", "没有该年度报告", "No such report", name);
}

absl::Status RevisionNotFound(absl::string_view name) {
  return NotFound(v1::REVISION_NOT_FOUND, "ogi.v1/Revision", "年度报告没有这一版本",
                  "The report has no such revision", name);
}

absl::Status WaiverNotFound(absl::string_view name) {
  return NotFound(v1::WAIVER_NOT_FOUND, "ogi.v1/Waiver", "没有这项豁免", "There is no such waiver",
                  name);
}

absl::Status AgencyAlreadyExists(absl::string_view name) {
  return WithResource(Make(absl::StatusCode::kAlreadyExists, v1::AGENCY_ALREADY_EXISTS,
                           absl::StrCat("该机关已经登记：", name, "。"),
                           absl::StrCat("The agency is on record already: ", name, ".")),
                      "ogi.v1/Agency", name);
}

absl::Status AccessRecordNotFound(absl::string_view name) {
  return NotFound(v1::ACCESS_RECORD_NOT_FOUND, "ogi.v1.AccessRecord", "没有这一记录",
                  "There is no such record", name);
}

absl::Status AccessRecordExists(absl::string_view name) {
  return WithResource(Make(absl::StatusCode::kAlreadyExists, v1::ACCESS_RECORD_EXISTS,
                           absl::StrCat("已经登记过：", name, "，请换用新的编号。"),
                           absl::StrCat("It is on record already: ", name, "; use a new id.")),
                      "ogi.v1.AccessRecord", name);
}

absl::Status EtagMismatch(absl::string_view name, absl::string_view current_etag) {
  return Make(absl::StatusCode::kAborted, v1::ETAG_MISMATCH,
              absl::StrCat(name, " 在您读取之后已有变动，请重新读取后再决定。"),
              absl::StrCat(name, " has changed since you read it; read it again, then decide."),
              {{"name", std::string(name)}, {"current_etag", std::string(current_etag)}});
}

absl::Status Contention(absl::string_view name) {
  return WithRetry(
      Make(absl::StatusCode::kAborted, v1::CONTENTION,
           absl::StrCat(name, " 正被他人同时修改，本次未作任何更改，请重试。"),
           absl::StrCat("Others keep changing ", name, "; nothing was done, try again.")),
      absl::Milliseconds(50));
}

absl::Status StateNotAllowed(absl::string_view name, const Term& state, const Term& act,
                             const Term& advice) {
  return Precondition(
      v1::STATE_NOT_ALLOWED, name,
      absl::StrCat(name, " 目前", state.chinese, "，不能", act.chinese, "。", advice.chinese),
      absl::StrCat(name, " is ", state.english, "; you cannot ", act.english, " it now.",
                   advice.english.empty() ? "" : " ", advice.english),
      {{"state", std::string(state.english)}, {"act", std::string(act.english)}});
}

absl::Status VerdictNotAllowed(absl::string_view name, const Term& outcome,
                               const std::vector<std::string>& rules) {
  const std::string ids = absl::StrJoin(rules, " ");
  return Precondition(v1::VERDICT_NOT_ALLOWED, name,
                      absl::StrCat(name, " 的校验结论为“", outcome.chinese, "”：", ids,
                                   "；请先退回，更正后重新报送，或对错误予以豁免。"),
                      absl::StrCat("The verdict on ", name, " is ", outcome.english, ": ", ids,
                                   "; return it, have it mended and filed again, or have the "
                                   "errors waived."),
                      {{"outcome", std::string(outcome.english)}, {"rules", ids}});
}

absl::Status WarningNotExplained(absl::string_view name, const std::vector<std::string>& rules) {
  const std::string ids = absl::StrJoin(rules, " ");
  return Precondition(
      v1::WARNING_NOT_EXPLAINED, name,
      absl::StrCat(name, " 有警告尚未说明（", ids,
                   "），不能公布；请报送机关逐项说明，或更正后重新报送。"),
      absl::StrCat(name, " has warnings without an explanation (", ids,
                   "), so it cannot be published; its organ explains each, or mends the report and "
                   "files it again."),
      {{"rules", ids}});
}

absl::Status NotExplainable(absl::string_view rule) {
  return Precondition(
      v1::NOT_EXPLAINABLE, rule,
      absl::StrCat("规则 ", rule, " 的问题属于错误，不能以说明代替更正；请改正后重新报送。"),
      absl::StrCat("What rule ", rule,
                   " finds is an error, which no explanation cures; mend the report and file it "
                   "again."));
}

absl::Status TooManyExplanations(absl::string_view name) {
  return Precondition(
      v1::TOO_MANY_EXPLANATIONS, name,
      absl::StrCat(name, " 已有 ", limits::kMaxExplanations, " 条说明，不能再增加，请联系管理员。"),
      absl::StrCat(name, " has ", limits::kMaxExplanations,
                   " explanations, the most there may be; talk to the "
                   "administrator."));
}

absl::Status NotWaivable(absl::string_view rule) {
  return Precondition(
      v1::NOT_WAIVABLE, rule,
      absl::StrCat("规则 ", rule, " 的问题不属于错误，无须豁免；警告由报送机关说明即可。"),
      absl::StrCat("What rule ", rule,
                   " finds is no error and needs no waiver; the organ explains a warning."));
}

absl::Status TooManyWaivers(absl::string_view name) {
  return Precondition(
      v1::TOO_MANY_WAIVERS, name,
      absl::StrCat(name, " 已有 ", limits::kMaxWaivers, " 项豁免，不能再增加，请更正报告。"),
      absl::StrCat(name, " has ", limits::kMaxWaivers,
                   " waivers, the most there may be; have the report mended."));
}

absl::Status ApproverIsRequester(absl::string_view name) {
  return Precondition(
      v1::APPROVER_IS_REQUESTER, name,
      absl::StrCat(name, " 由您（或未注明经办人的同一机关）申请，须由另一人批准。"),
      absl::StrCat(name,
                   " was requested by you, or by your organ without naming a person; another "
                   "person must approve it."));
}

absl::Status WaiverExpired(absl::string_view name, absl::string_view last_day) {
  return Precondition(
      v1::WAIVER_EXPIRED, name,
      absl::StrCat(name, " 的有效期至 ", last_day, "，已过期，请重新申请。"),
      absl::StrCat(name, " counted until ", last_day, " and has run out; request it anew."));
}

absl::Status TooManyVerdicts(absl::string_view name) {
  return Precondition(
      v1::TOO_MANY_VERDICTS, name,
      absl::StrCat(name, " 已有 ", limits::kMaxVerdicts, " 个校验结论，不能再校验。"),
      absl::StrCat(name, " has ", limits::kMaxVerdicts, " verdicts, the most there may be."));
}

absl::Status NotHistorical(absl::string_view name) {
  return Precondition(v1::NOT_HISTORICAL, name,
                      absl::StrCat(name, " 已通过本系统报送，不能再补录历史报告。"),
                      absl::StrCat(name, " was filed here, so no history can be recorded for it."));
}

absl::Status TooManyRevisions(absl::string_view name) {
  return Precondition(
      v1::TOO_MANY_REVISIONS, name,
      absl::StrCat(name, " 已有 ", limits::kMaxRevisions, " 个版本，不能再报送，请联系管理员。"),
      absl::StrCat(name, " has ", limits::kMaxRevisions,
                   " revisions, the most there may be; talk to the administrator."));
}

absl::Status TooManyRevisionsOfPlatform(absl::string_view name, absl::string_view platform) {
  return Precondition(
      v1::TOO_MANY_REVISIONS, name,
      absl::StrCat(platform, " 已为 ", name, " 报送 ", limits::kMaxRevisionsOfPlatform,
                   " 个版本，不能再报送；请机关自行报送，并检查该平台。"),
      absl::StrCat(platform, " has filed ", limits::kMaxRevisionsOfPlatform, " revisions of ", name,
                   ", the most it may; let the organ file by itself, and look at the platform."),
      {{"platform", std::string(platform)}});
}

absl::Status AgencyTreeBroken(absl::string_view name, absl::string_view chinese,
                              absl::string_view english) {
  return Precondition(v1::AGENCY_TREE_BROKEN, name, chinese, english);
}

absl::Status RolesExclude(absl::string_view holder) {
  return Precondition(
      v1::ROLES_EXCLUDE, holder,
      absl::StrCat(holder, " 已担任系统管理员、安全管理员、安全审计员之一，三者不得兼任。"),
      absl::StrCat(holder,
                   " is operator, security officer or auditor already; nobody may be two."));
}

absl::Status LastSecurityOfficer() {
  return Precondition(v1::LAST_SECURITY_OFFICER, "roleGrants",
                      "这是最后一位安全管理员，请先授予另一位。",
                      "This is the last security officer; name another one first.");
}

absl::Status SeasonNotOpen(absl::string_view season, absl::string_view level_chinese,
                           absl::string_view level_english, absl::string_view opening_day) {
  return Precondition(
      v1::SEASON_NOT_OPEN, season,
      absl::StrCat(season, " 尚未开始：", level_chinese, "机关自 ", opening_day,
                   " 起报送，请届时再报。日期有误的，请联系系统管理员更正。"),
      absl::StrCat(season, " has not begun: organs of level ", level_english, " file from ",
                   opening_day, " on. If the date is wrong, the operator can set it right."),
      {{"season", std::string(season)}, {"opening_date", std::string(opening_day)}});
}

absl::Status RosterNotFrozen(absl::string_view season) {
  return Precondition(v1::ROSTER_NOT_FROZEN, season,
                      absl::StrCat(season, " 的应报单位名录尚未固定，请系统管理员先固定名录。"),
                      absl::StrCat("The roster of ", season,
                                   " has not been frozen; the operator freezes it first."));
}

absl::Status PositionOutdated(absl::string_view partition, int64_t wanted, int64_t latest) {
  return Precondition(
      v1::POSITION_OUTDATED, absl::StrCat("partitions/", partition),
      absl::StrCat(
          "存储恢复后已进入第 ", latest, " 期，min_sequence 属于第 ", wanted,
          " 期，所指内容可能已不存在。请不带 min_sequence 查阅，与回执核对，缺失的重新报送。"),
      absl::StrCat(
          "The store was restored and is in epoch ", latest, "; min_sequence is of epoch ", wanted,
          ", and what it names may be gone. Read without it, compare with the receipt, and "
          "file again what is missing."));
}

absl::Status CountOutOfRange(absl::string_view what) {
  return Precondition(v1::COUNT_OUT_OF_RANGE, what,
                      "本次更改会使统计数小于零或超出范围，未作任何更改，请核对。",
                      "The change would bring a count below zero or past its range; nothing was "
                      "done. Check what it takes back.");
}

absl::Status QuotaExceeded(absl::string_view what, absl::Duration retry_after) {
  const absl::string_view chinese = what == "requests"  ? "请求次数"
                                    : what == "bytes"   ? "数据量"
                                    : what == "changes" ? "当日变更次数"
                                                        : "并行的流";
  return WithRetry(Make(absl::StatusCode::kResourceExhausted, v1::QUOTA_EXCEEDED,
                        absl::StrCat("超出配额（", chinese, "），请稍后重试。"),
                        absl::StrCat("The quota (", what, ") is used up; try again later."),
                        {{"quota", std::string(what)}}),
                   retry_after);
}

absl::Status Overloaded(absl::Duration retry_after) {
  return WithRetry(Make(absl::StatusCode::kResourceExhausted, v1::OVERLOADED,
                        "系统繁忙，本次未作任何更改，请稍后重试。",
                        "The server is busy; nothing was done, try again shortly."),
                   retry_after);
}

absl::Status TooLarge(absl::string_view what, size_t bytes, size_t limit) {
  return Make(
      absl::StatusCode::kResourceExhausted, v1::TOO_LARGE,
      absl::StrCat(what, " 有 ", bytes, " 字节，超过上限 ", limit, " 字节，请缩减。"),
      absl::StrCat(what, " is ", bytes, " bytes, more than the ", limit, " allowed; shorten it."),
      {{"bytes", absl::StrCat(bytes)}, {"limit", absl::StrCat(limit)}});
}

absl::Status TooManyRecords(absl::string_view chinese, absl::string_view english, int limit) {
  return Make(absl::StatusCode::kResourceExhausted, v1::TOO_LARGE,
              absl::StrCat("已有 ", limit, " 个", chinese, "，不能再增加，请联系管理员。"),
              absl::StrCat("There are ", limit, " ", english,
                           ", the most there may be; talk to the administrator."));
}

absl::Status DocumentBeyondLimit(absl::string_view chinese, absl::string_view english) {
  return Make(absl::StatusCode::kResourceExhausted, v1::TOO_LARGE,
              absl::StrCat(chinese, "，年度报告不应如此。请确认选对了文件，或另存为 PDF 后重试。"),
              absl::StrCat(english,
                           ", which no annual report needs. Make sure it is the right file, "
                           "or save it as PDF and try again."));
}

absl::Status StorageFull() {
  return WithRetry(Make(absl::StatusCode::kResourceExhausted, v1::STORAGE_FULL,
                        "服务器磁盘已满，请联系管理员清理后用同一请求号重试。",
                        "The server's disk is full; once an operator has made room, try again with "
                        "the same request id."),
                   absl::Seconds(30));
}

absl::Status BackupDiskFull(absl::string_view directory) {
  return Make(absl::StatusCode::kResourceExhausted, v1::STORAGE_FULL,
              absl::StrCat("备份目录 ", directory, " 所在磁盘已满，没有备份；请清理后重试。"),
              absl::StrCat("The disk of the backup directory ", directory,
                           " is full; no backup was made. Make room and try again."));
}

absl::Status StorageUnavailable(absl::string_view detail) {
  return WithLogDetail(WithRetry(Make(absl::StatusCode::kUnavailable, v1::STORAGE_UNAVAILABLE,
                                      "存储暂不可用，本次未作任何更改，请稍后重试。",
                                      "The store is away; nothing was done, try again shortly."),
                                 kStorageRetry),
                       detail);
}

absl::Status OutcomeUnknown(absl::string_view detail) {
  return WithLogDetail(
      WithRetry(Make(absl::StatusCode::kUnavailable, v1::OUTCOME_UNKNOWN,
                     "不能确定本次更改是否已保存，请用同一请求号重试，系统会给出确定的结果。",
                     "It is not known whether the change was stored; repeat it with the same "
                     "request id to find out."),
                kStorageRetry),
      detail);
}

absl::Status NotCaughtUp(absl::string_view partition, int64_t wanted, int64_t reached) {
  return WithRetry(Make(absl::StatusCode::kUnavailable, v1::NOT_CAUGHT_UP,
                        absl::StrCat("分区 ", partition, " 尚未读到序号 ", wanted, "，目前为 ",
                                     reached, "，请稍后重试。"),
                        absl::StrCat("Partition ", partition, " has been read up to ", reached,
                                     ", not yet to ", wanted, "; try again shortly.")),
                   absl::Milliseconds(100));
}

absl::Status ShuttingDown() {
  return WithRetry(Make(absl::StatusCode::kUnavailable, v1::SHUTTING_DOWN,
                        "服务正在停止，本次未作任何更改，请稍后重试。",
                        "The server is going down; nothing was done, try again shortly."),
                   kStorageRetry);
}

absl::Status ClockNotTrusted(absl::Duration error) {
  return WithLogDetail(
      WithRetry(Make(absl::StatusCode::kUnavailable, v1::CLOCK_NOT_TRUSTED,
                     "服务器的时钟有误，本次未作任何更改；时钟更正后请用同一请求号重试。",
                     "The server's clock is wrong; nothing was done. Once it has been set right, "
                     "try again with the same request id."),
                absl::Seconds(10)),
      absl::StrCat("the host's clock jumped by ", absl::FormatDuration(error),
                   ": set it right, or run ogid accept-clock if it is right now"));
}

absl::Status DeadlinePassed() {
  return Make(absl::StatusCode::kDeadlineExceeded, v1::DEADLINE_PASSED,
              "时限已过，本次未作任何更改，请放宽时限后重试。",
              "The time ran out before anything was done; try again with more time.");
}

absl::Status RecordDamaged(absl::string_view detail) {
  return WithLogDetail(
      Make(absl::StatusCode::kDataLoss, v1::RECORD_DAMAGED, "存储的记录已损坏，请联系管理员。",
           "A stored record is damaged; talk to the administrator."),
      detail);
}

absl::Status InternalFault(absl::string_view detail) {
  return WithLogDetail(
      Make(absl::StatusCode::kInternal, v1::INTERNAL_FAULT, "系统内部错误，请联系管理员。",
           "A fault in the server; talk to the administrator."),
      detail);
}

absl::Status ProgramMissing(absl::string_view program, absl::string_view detail) {
  return WithLogDetail(Make(absl::StatusCode::kInternal, v1::INTERNAL_FAULT,
                            absl::StrCat("无法运行配套程序 ", program, "，请重新安装本软件。"),
                            absl::StrCat("Cannot run ", program,
                                         ", which belongs to this program; install it again.")),
                       detail);
}

v1::ErrorReason ReasonOf(const absl::Status& status) {
  google::rpc::ErrorInfo info;
  v1::ErrorReason reason = v1::ERROR_REASON_UNSPECIFIED;
  if (Read(status, info) && info.domain() == kDomain) {
    v1::ErrorReason_Parse(info.reason(), &reason);
  }
  return reason;
}

absl::Duration RetryAfter(const absl::Status& status) {
  google::rpc::RetryInfo retry;
  if (!Read(status, retry)) return absl::ZeroDuration();
  return absl::Seconds(retry.retry_delay().seconds()) +
         absl::Nanoseconds(retry.retry_delay().nanos());
}

std::string LogDetail(const absl::Status& status) {
  auto payload = status.GetPayload(kLogDetailUrl);
  return payload.has_value() ? std::string(*payload) : "";
}

}  // namespace ogi::errors
