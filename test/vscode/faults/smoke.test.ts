import { smoke } from '../smoke';

smoke(1);
