import { PageSizes, PDFDocument } from 'pdf-lib';

const margin = 34;
const mostPixels = 120_000_000;
const longest = { width: 2480, height: 3508 };

/**
 * A document of one A4 page with a PNG or JPEG on it, upright as the camera meant it, at most 300 dots an inch, on white.
 * A wide picture gets a wide page. Refuses more than 120 million pixels. Needs the rights of the child: pictures are decoded here.
 */
export async function drawPicture(bytes: Buffer): Promise<PDFDocument> {
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  const { data, info } = await sharp(bytes, { limitInputPixels: mostPixels })
    .autoOrient()
    .resize({ ...longest, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 88 })
    .toBuffer({ resolveWithObject: true });
  const document = await PDFDocument.create();
  const picture = await document.embedJpg(data);
  const [short, long] = PageSizes.A4;
  const [width, height] = info.width > info.height ? [long, short] : [short, long];
  const room = { width: width - 2 * margin, height: height - 2 * margin };
  const scale = Math.min(room.width / info.width, room.height / info.height, 1);
  const drawn = { width: info.width * scale, height: info.height * scale };
  const sheet = document.addPage([width, height]);
  sheet.drawImage(picture, { x: (width - drawn.width) / 2, y: height - margin - drawn.height, ...drawn });
  return document;
}
