import type { Detector } from "../../text/spans";

const LONGEST = 512;
const USER_INFO = /[^\s/?#"'<>\\@[\]]*/y;

/** What stands between `://` and `@` in an address: user and password, or a token. A user alone stays, as in
 *  `ssh://git@host`, unless it is as long as a token. */
export const urlCredentials: Detector = (text, _context, found) => {
  for (let index = text.indexOf("://"); index >= 0; index = text.indexOf("://", index + 3)) {
    const start = index + 3;
    const end = userInfoEnd(text, start);
    if (end < 0) continue;
    const userInfo = text.slice(start, end);
    if (userInfo.includes(":") || userInfo.length >= 20) found(start, end, "token");
  }
};

/** Where the last `@` stands before the path: passwords may contain others. */
function userInfoEnd(text: string, start: number): number {
  let end = -1;
  let from = start;
  while (from - start < LONGEST) {
    USER_INFO.lastIndex = from;
    USER_INFO.test(text);
    if (text.charCodeAt(USER_INFO.lastIndex) !== 0x40) break;
    end = USER_INFO.lastIndex;
    from = end + 1;
  }
  return end;
}
