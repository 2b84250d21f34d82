import { definePlanting, draw } from '../../workshop/planting/planting.js';

const PLACES = ['110101', '310104', '411221', '440305', '510104', '650102', '422801', '330106'];
const LEADS = ['身份证号', '身份证号码：', '公民身份号码为', '（身份证', '，'];

/** Modulus 11, as ISO 7064 has it: the digits one after another, doubled, and the check makes the rest one. */
function checkCharacter(digits: string): string {
  let rest = 0;
  for (const digit of digits) rest = ((rest + Number(digit)) * 2) % 11;
  const check = (12 - rest) % 11;
  return check === 10 ? 'X' : String(check);
}

export default definePlanting({
  title: '句读处插入一个校验码相符的公民身份号码',
  plant(text, random) {
    const at = draw([...text.matchAll(/[，；。]/gu)], random)?.index;
    const region = draw(PLACES, random);
    const lead = draw(LEADS, random);
    if (at === undefined || region === undefined || lead === undefined) return undefined;
    const padded = (most: number): string => String(1 + Math.floor(random() * most)).padStart(2, '0');
    // Born in the nineteenth century: no living person's.
    const digits = `${region}18${60 + Math.floor(random() * 40)}${padded(12)}${padded(28)}${100 + Math.floor(random() * 900)}`;
    const id = digits + checkCharacter(digits);
    return {
      range: { start: at, end: at },
      text: lead + id,
      expected: { start: at + lead.length, end: at + lead.length + id.length },
    };
  },
});
